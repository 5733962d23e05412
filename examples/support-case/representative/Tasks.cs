namespace SupportCase.Representative;

/// <summary>What the workflow tells of a case.</summary>
internal sealed record Case(string Id, string Customer, string Subject, string Text);

/// <summary>Input of the activity <c>support-offer</c>.</summary>
internal sealed record Offer(Case Case, string Scenario);

/// <summary>Output of the activity <c>support-offer</c>: who takes the case.</summary>
internal sealed record Assignment(string Representative);

/// <summary>Input of the activity <c>support-work</c>.</summary>
/// <param name="Conversation">Null until the customer has answered a question.</param>
internal sealed record Work(Case Case, string Representative, Conversation? Conversation, string Scenario);

internal sealed record Conversation(string Question, string Answer);

/// <summary>Output of the activity <c>support-work</c>: <c>ask</c> with a question, or <c>solve</c> with a solution.</summary>
internal sealed record Result(string Action, string? Question = null, string? Solution = null);
