using Baton.Api.Protocol;
using Baton.Json;

namespace Baton.Api.Tests;

public sealed class RequestReaderTests
{
    [Fact]
    public void Everything_that_is_wrong_is_told_at_once_in_the_order_in_which_it_is_read()
    {
        var request = Of("""{"long":"abcdef","short":"","word":"BLUE","big":1001}""");
        request.Required("missing", 10);
        request.Required("long", 5);
        request.Required("short", 5);
        request.Word("word", "RED", "GREEN");
        request.Integer("big", 0, 1000);
        Assert.Equal(
            "5 validation errors detected: "
            + "Value null at 'missing' failed to satisfy constraint: Member must not be null; "
            + "Value 'abcdef' at 'long' failed to satisfy constraint: Member must have length less than or equal to 5; "
            + "Value '' at 'short' failed to satisfy constraint: Member must have length greater than or equal to 1; "
            + "Value 'BLUE' at 'word' failed to satisfy constraint: Member must satisfy enum value set: [RED, GREEN]; "
            + "Value '1001' at 'big' failed to satisfy constraint: Member must have value less than or equal to 1000",
            Fault(request.Check, "ValidationException"));
    }

    [Fact]
    public void One_fault_is_told_in_the_singular()
    {
        var request = Of("{}");
        request.Required("name", 80);
        Assert.Equal("1 validation error detected: Value null at 'name' failed to satisfy constraint: Member must not be null", Fault(request.Check, "ValidationException"));
    }

    [Fact]
    public void What_is_wrong_inside_a_structure_is_told_with_its_path()
    {
        var request = Of("""{"tags":[{"key":"k"},{"key":"too long"}],"logging":{"level":"SOME"}}""");
        foreach (var tag in request.Structures("tags")!) tag.Required("key", 3);
        request.Structure("logging")!.Word("level", "ALL", "OFF");
        Assert.Equal(
            "2 validation errors detected: "
            + "Value 'too long' at 'tags.2.member.key' failed to satisfy constraint: Member must have length less than or equal to 3; "
            + "Value 'SOME' at 'logging.level' failed to satisfy constraint: Member must satisfy enum value set: [ALL, OFF]",
            Fault(request.Check, "ValidationException"));
    }

    [Fact]
    public void What_is_within_its_bounds_is_read()
    {
        var request = Of("""{"text":"abc","word":"RED","number":1000,"yes":true,"object":{"a":1},"list":[{"a":1},{"a":2}]}""");
        Assert.Equal("abc", request.Required("text", 3, 3));
        Assert.Equal("RED", request.Word("word", "RED"));
        Assert.Equal(1000, request.Integer("number", 1000, 1000));
        Assert.True(request.Boolean("yes"));
        Assert.Equal(1, request.Structure("object")!.Integer("a", 1, 1));
        Assert.Equal(2, request.Structures("list")![1].Integer("a", 1, 2));
        request.Check();
    }

    [Theory]
    [InlineData("""{"list":[]}""", "Value '[]' at 'list' failed to satisfy constraint: Member must have length greater than or equal to 1")]
    [InlineData("""{"list":[{"a":"x","b":1},{},{"c":true}]}""",
        "Value '[Item(a=x, b=1), Item(), Item(c=true)]' at 'list' failed to satisfy constraint: Member must have length less than or equal to 2")]
    public void A_list_of_another_length_is_told_with_what_is_in_it(string body, string fault)
    {
        var request = Of(body);
        request.Structures("list", "Item", 1, 2);
        Assert.Equal($"1 validation error detected: {fault}", Fault(request.Check, "ValidationException"));
    }

    [Fact]
    public void The_texts_of_a_list_have_their_lengths()
    {
        var request = Of("""{"good":["a","bc"],"bad":["","abcd"],"wrong":[1]}""");
        Assert.Equal(["a", "bc"], request.RequiredTexts("good", 1, 3));
        request.RequiredTexts("bad", 1, 3);
        request.RequiredTexts("none", 1, 3);
        Assert.Equal(
            "2 validation errors detected: Value '[, abcd]' at 'bad' failed to satisfy constraint: Member must satisfy constraint: "
            + "[Member must have length less than or equal to 3, Member must have length greater than or equal to 1]; "
            + "Value null at 'none' failed to satisfy constraint: Member must not be null",
            Fault(request.Check, "ValidationException"));
        Assert.Equal("NUMBER_VALUE can not be converted to a String at 'wrong.1.member'", Fault(() => request.RequiredTexts("wrong", 1, 3), "SerializationException"));
    }

    [Fact]
    public void A_text_satisfies_its_pattern_and_a_number_is_there()
    {
        var request = Of("""{"good":"a1","bad":"1"}""");
        var pattern = new System.Text.RegularExpressions.Regex("^[a-z]");
        Assert.Equal("a1", request.RequiredMatch("good", 5, pattern));
        request.RequiredMatch("bad", 5, pattern);
        request.RequiredInteger("none", 0, 9);
        Assert.Equal(
            "2 validation errors detected: Value '1' at 'bad' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[a-z]; "
            + "Value null at 'none' failed to satisfy constraint: Member must not be null",
            Fault(request.Check, "ValidationException"));
    }

    [Fact]
    public void Null_counts_as_missing()
    {
        var request = Of("""{"text":null,"number":null,"yes":null,"object":null,"list":null}""");
        Assert.Null(request.Optional("text", 1, 1));
        Assert.Null(request.Integer("number", 1, 1));
        Assert.Null(request.Boolean("yes"));
        Assert.Null(request.Structure("object"));
        Assert.Null(request.Structures("list"));
        request.Check();
    }

    [Theory]
    [InlineData("{}", 100)]
    [InlineData("""{"maxResults":0}""", 100)]
    [InlineData("""{"maxResults":1}""", 1)]
    [InlineData("""{"maxResults":1000}""", 1000)]
    public void A_page_has_a_hundred_rows_unless_it_is_said(string body, int size) => Assert.Equal(size, Of(body).PageSize());

    [Theory]
    [InlineData("-1", "Value '-1' at 'maxResults' failed to satisfy constraint: Member must have value greater than or equal to 0")]
    [InlineData("1e99", "Value '1", "Member must have value less than or equal to 1000")]
    public void A_number_beyond_its_bounds_is_told_as_it_is(string number, params string[] parts)
    {
        var request = Of($$"""{"maxResults":{{number}}}""");
        request.PageSize();
        var fault = Fault(request.Check, "ValidationException");
        Assert.All(parts, part => Assert.Contains(part, fault, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("1", "NUMBER_VALUE can not be converted to a String at 'name'")]
    [InlineData("1.5", "DECIMAL_VALUE can not be converted to a String at 'name'")]
    [InlineData("true", "TRUE_VALUE can not be converted to a String at 'name'")]
    [InlineData("false", "FALSE_VALUE can not be converted to a String at 'name'")]
    [InlineData("[]", "Start of list can not be converted to a String at 'name'")]
    [InlineData("{}", "Start of structure or map can not be converted to a String at 'name'")]
    public void A_member_of_the_wrong_type_is_told_at_once(string value, string message)
    {
        var request = Of($$"""{"name":{{value}}}""");
        Assert.Equal(message, Fault(() => request.Required("name", 80), "SerializationException"));
    }

    [Fact]
    public void Each_type_says_what_it_wants()
    {
        var request = Of("""{"a":"x"}""");
        Assert.Equal("STRING_VALUE can not be converted to an Integer at 'a'", Fault(() => request.Integer("a", 0, 1), "SerializationException"));
        Assert.Equal("STRING_VALUE can not be converted to a Boolean at 'a'", Fault(() => request.Boolean("a"), "SerializationException"));
        Assert.Equal("STRING_VALUE can not be converted to a Structure at 'a'", Fault(() => request.Structure("a"), "SerializationException"));
        Assert.Equal("STRING_VALUE can not be converted to a List at 'a'", Fault(() => request.Structures("a"), "SerializationException"));
    }

    private static RequestReader Of(string body) => new((JsonObject)JsonData.Parse(body));

    private static string Fault(Action read, string code)
    {
        var failure = Assert.Throws<ApiException>(read);
        Assert.Equal(code, failure.Code);
        return failure.Message;
    }

    private static string Fault<T>(Func<T> read, string code) => Fault((Action)(() => _ = read()), code);
}
