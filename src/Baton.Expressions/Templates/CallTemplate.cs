using Baton.Json;

namespace Baton.Expressions.Templates;

/// <summary>A computed field whose value is a call of an intrinsic function.</summary>
internal sealed class CallTemplate(IntrinsicCall call) : PayloadTemplate
{
    public override IEnumerable<JsonPath> Paths => call.Paths;

    public override bool IsConstant => false;

    public override JsonData Evaluate(EvaluationContext context) => call.Evaluate(context);
}
