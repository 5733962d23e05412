using System.Linq.Expressions;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Baton.Client.Definitions;

/// <summary>Turns <c>order => order.Items[0].Sku</c> into <c>.items[0].sku</c>.</summary>
internal static partial class MemberPath
{
    /// <param name="quoted">How a name stands that is no plain word.</param>
    public static string Of(LambdaExpression member, Func<string, string> quoted)
    {
        ArgumentNullException.ThrowIfNull(member);
        return Of(member.Body, member, quoted);
    }

    private static string Of(Expression expression, LambdaExpression whole, Func<string, string> quoted) => expression switch
    {
        ParameterExpression => "",
        UnaryExpression { NodeType: ExpressionType.Convert } convert => Of(convert.Operand, whole, quoted), // a number that becomes an object
        MemberExpression { Expression: { } of } member => Of(of, whole, quoted) + Step(NameOf(member.Member), quoted),
        BinaryExpression { NodeType: ExpressionType.ArrayIndex, Right: ConstantExpression { Value: int index } } item => $"{Of(item.Left, whole, quoted)}[{index}]",
        MethodCallExpression { Method.Name: "get_Item", Object: { } of, Arguments: [ConstantExpression { Value: int index }] } => $"{Of(of, whole, quoted)}[{index}]",
        _ => throw new ArgumentException($"Expected members and indexes only, such as order => order.Items[0].Sku; found '{whole}'."),
    };

    private static string Step(string name, Func<string, string> quoted)
    {
        if (Word().IsMatch(name)) return $".{name}";
        var step = quoted(name);
        return step.StartsWith('[') ? step : $".{step}";
    }

    private static string NameOf(MemberInfo member) =>
        member.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name ?? JsonSerializerOptions.Web.PropertyNamingPolicy!.ConvertName(member.Name);

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]*$", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
