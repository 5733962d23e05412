using System.Linq.Expressions;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Baton.Client.Definitions;

/// <summary>A path, or the call of an intrinsic function, and the language of states that use such.</summary>
/// <param name="Path"><c>$.order.total</c>, <c>$$.Execution.Id</c>, <c>$variable</c>, <c>States.UUID()</c>.</param>
[JsonConverter(typeof(MarkedConverter))]
public sealed record JsonPath(string Path) : IQueryLanguage
{
    static string IQueryLanguage.Name => "JSONPath";

    JsonNode IQueryLanguage.Marked => Template.Marked(Template.JsonPathMark, Path);

    public static implicit operator JsonPath(string path) => new(path);

    /// <summary>Where a member of the state's input is, such as <c>JsonPath.Input((Order order) => order.Customer.Id)</c>.</summary>
    /// <param name="member">Members, and indexes into lists; names are those of <see cref="System.Text.Json.JsonSerializerOptions.Web"/>.</param>
    /// <exception cref="ArgumentException">The expression is anything else.</exception>
    public static JsonPath Input<T>(Expression<Func<T, object?>> member) => new("$" + MemberPath.Of(member, name => $"['{name}']"));

    /// <summary>The path as it stands in a definition.</summary>
    public override string ToString() => Path;

    void IQueryLanguage.SetIn(JsonObject fields, string field) => fields[$"{field}Path"] = Path;
}
