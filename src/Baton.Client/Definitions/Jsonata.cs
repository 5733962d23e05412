using System.Linq.Expressions;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Baton.Client.Definitions;

/// <summary>A JSONata expression, and the language of states that use such.</summary>
/// <param name="Expression">Without <c>{% %}</c>: <c>$states.input.total * 2</c>.</param>
[JsonConverter(typeof(MarkedConverter))]
public sealed record Jsonata(string Expression) : IQueryLanguage
{
    static string IQueryLanguage.Name => "JSONata";

    JsonNode IQueryLanguage.Marked => Template.Marked(Template.JsonataMark, $"{{% {Expression} %}}");

    /// <summary>What a member of the state's input has, such as <c>Jsonata.Input((Order order) => order.Customer.Id)</c>.</summary>
    /// <param name="member">Members, and indexes into lists; names are those of <see cref="System.Text.Json.JsonSerializerOptions.Web"/>.</param>
    /// <exception cref="ArgumentException">The expression is anything else.</exception>
    public static Jsonata Input<T>(Expression<Func<T, object?>> member) => new("$states.input" + MemberPath.Of(member, name => $"`{name}`"));

    /// <summary>What a member of a task's result has.</summary>
    /// <inheritdoc cref="Input{T}"/>
    public static Jsonata Result<T>(Expression<Func<T, object?>> member) => new("$states.result" + MemberPath.Of(member, name => $"`{name}`"));

    /// <summary>The expression as it stands in a definition.</summary>
    public override string ToString() => $"{{% {Expression} %}}";

    void IQueryLanguage.SetIn(JsonObject fields, string field) => fields[field] = ToString();
}
