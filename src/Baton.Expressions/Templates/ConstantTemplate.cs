using Baton.Json;

namespace Baton.Expressions.Templates;

/// <summary>A part without computed fields. It is handed out as it is, never copied.</summary>
internal sealed class ConstantTemplate(JsonData value) : PayloadTemplate
{
    public override IEnumerable<JsonPath> Paths => [];

    public override bool IsConstant => true;

    public override JsonData Evaluate(EvaluationContext context) => value;
}
