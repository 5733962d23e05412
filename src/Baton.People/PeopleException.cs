using Baton.Language.People;

namespace Baton.People;

/// <summary>Why something was not done.</summary>
public enum PeopleFault
{
    /// <summary>What was sent is not what it has to be.</summary>
    Invalid,

    /// <summary>There is no such thing.</summary>
    NotFound,

    /// <summary>The one who asks may not.</summary>
    Forbidden,

    /// <summary>It does not fit how things stand: somebody else was first, or it is over.</summary>
    Conflict,
}

/// <summary>Something was asked for that is not done. Nothing has changed.</summary>
public sealed class PeopleException(PeopleFault fault, string message, IReadOnlyList<ArgumentFault>? details = null) : Exception(message)
{
    public PeopleFault Fault { get; } = fault;

    /// <summary>What is wrong with single fields.</summary>
    public IReadOnlyList<ArgumentFault> Details { get; } = details ?? [];

    internal static PeopleException Invalid(string message) => new(PeopleFault.Invalid, message);

    internal static PeopleException Invalid(IReadOnlyList<ArgumentFault> faults) => new(PeopleFault.Invalid, string.Join(' ', faults), faults);

    internal static PeopleException Conflict(string message) => new(PeopleFault.Conflict, message);

    internal static PeopleException NotFound(string what) => new(PeopleFault.NotFound, $"There is no {what}.");
}
