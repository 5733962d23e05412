using Baton.Expressions.Templates;
using Baton.Json;

namespace Baton.Expressions;

/// <summary>
/// JSON in which fields whose names end in <c>.$</c> are computed: <c>Parameters</c>, <c>ResultSelector</c>, <c>ItemSelector</c>,
/// <c>BatchInput</c>, <c>Assign</c>. Immutable; read once and evaluated often.
/// </summary>
public abstract class PayloadTemplate : ValueTemplate
{
    private protected PayloadTemplate()
    {
    }

    /// <summary>All paths in the template, those in intrinsic functions too.</summary>
    public abstract IEnumerable<JsonPath> Paths { get; }

    /// <summary>Whether the template is a constant: evaluating it gives the very value that was read.</summary>
    public abstract bool IsConstant { get; }

    /// <summary>Reads a template and collects everything that is wrong with it. Never throws.</summary>
    /// <param name="template">The template as it was written.</param>
    /// <param name="pointer">Where the template stands, for the faults.</param>
    /// <param name="faults">Where the faults go.</param>
    /// <returns>The template; fields with faults are left out.</returns>
    public static PayloadTemplate Parse(JsonData template, string pointer, ICollection<TemplateFault> faults) =>
        new TemplateParser(faults).Read(template, pointer);

    /// <summary>Reads a template that was checked before.</summary>
    /// <exception cref="ExpressionException">It has a fault after all (<see cref="ExpressionErrors.Syntax"/>).</exception>
    public static PayloadTemplate Parse(JsonData template)
    {
        var faults = new List<TemplateFault>();
        var result = Parse(template, "", faults);
        return faults.Count == 0 ? result : throw new ExpressionException(ExpressionErrors.Syntax, faults[0].Message);
    }
}
