using Baton.Json;
using Baton.Language.People;

namespace Baton.Language.Tests.People;

public sealed class FormSchemaTests
{
    private const string Form = """
        {"type":"object","required":["name","age"],"additionalProperties":false,"properties":{
          "name":{"type":"string","minLength":2,"maxLength":5,"pattern":"^[a-zäöü]+$"},
          "age":{"type":"integer","minimum":0,"exclusiveMaximum":150,"default":30},
          "mail":{"type":"string","format":"email"}, "day":{"type":"string","format":"date"}, "at":{"type":"string","format":"date-time"}, "site":{"type":"string","format":"uri"},
          "size":{"enum":["s","m",3]}, "sure":{"const":true},
          "tags":{"type":"array","items":{"type":"string"},"minItems":1,"maxItems":2,"uniqueItems":true},
          "home":{"type":"object","required":["city"],"properties":{"city":{"type":"string","default":"Köln"} } } } }
        """;

    [Theory]
    [InlineData("""{"name":"ada","age":1}""", "")]
    [InlineData("""{"name":"äö","age":149.0,"mail":"a@b.c","day":"2028-02-29","at":"2026-01-01T00:00:00Z","site":"https://a.b","size":3,"sure":true,"tags":["a"],"home":{"city":"x"} }""", "")]
    [InlineData("""{"name":"a"}""", "age: The field is required. name: Expected at least 2 characters.")]
    [InlineData("""{"name":"ABC","age":150}""", "name: Expected a text that matches ^[a-zäöü]+$. age: Expected less than 150.")]
    [InlineData("""{"name":"toolong","age":1.5}""", "name: Expected at most 5 characters. age: Expected a whole number.")]
    [InlineData("""{"name":"ada","age":-1,"other":1}""", "age: Expected at least 0. other: There is no such field.")]
    [InlineData("""{"name":"ada","age":1,"mail":"a","day":"2027-02-29","at":"2026-01-01","site":"a"}""",
        "mail: Expected a text of the format email. day: Expected a text of the format date. at: Expected a text of the format date-time. site: Expected a text of the format uri.")]
    [InlineData("""{"name":"ada","age":1,"size":"l","sure":false,"tags":["a","a",1]}""",
        "size: Expected one of \"s\", \"m\", 3. sure: Expected true. tags: Expected at most 2 items. tags: A value is there twice. tags/2: Expected a string.")]
    [InlineData("""{"name":"ada","age":1,"tags":["a","a"],"home":{} }""", "tags: A value is there twice. home/city: The field is required.")]
    [InlineData("""[]""", "Expected an object.")]
    public void What_was_filled_in_is_held_against_the_form(string data, string faults) =>
        Assert.Equal(faults, string.Join(' ', FormSchema.Validate(Object(Form), JsonData.Parse(data))));

    [Theory]
    [InlineData("""{"type":"array"}""", "type: A form is of the type 'object'.")]
    [InlineData("""{"properties":{"a":{"type":"text"},"b":1} }""", "properties/a/type: Expected one of string, number, integer, boolean, object, array. properties/b: Expected an object.")]
    [InlineData("""{"properties":{"a":{"enum":[]} },"required":"a"}""", "required: Expected an array of names. properties/a/enum: Expected an array of 1 to 1000 values.")]
    [InlineData("""{"properties":{"a":{"pattern":"(a)\\1"} } }""", "properties/a/pattern: Expected a regular expression of at most 512 characters, without look-around and back-references.")]
    [InlineData("""{"properties":{"a":{"pattern":"("} } }""", "properties/a/pattern: Expected a regular expression of at most 512 characters, without look-around and back-references.")]
    [InlineData("""{"properties":{"a":{"minLength":-1,"maximum":"1","format":"colour"} } }""",
        "properties/a/minLength: Expected a whole number that is not negative. properties/a/maximum: Expected a number. properties/a/format: Expected one of date, date-time, email, uri.")]
    public void A_form_that_is_none_is_told_by_its_place(string form, string faults) => Assert.Equal(faults, string.Join(' ', FormSchema.Check(Object(form))));

    [Fact]
    public void A_keyword_that_forms_do_not_have_is_refused() =>
        Assert.StartsWith("properties/a/$ref: The keyword is not one that forms have.", Assert.Single(FormSchema.Check(Object("""{"properties":{"a":{"$ref":"#"} } }"""))).ToString(), StringComparison.Ordinal);

    [Fact]
    public void A_form_begins_with_the_data_of_its_task_and_then_with_its_own_defaults()
    {
        Assert.Equal("""{"age":30,"home":{"city":"Köln"}}""", FormSchema.Defaults(Object(Form), null).ToString());
        Assert.Equal("""{"name":"ada","age":7,"home":{"city":"Bonn"}}""", FormSchema.Defaults(Object(Form), JsonData.Parse("""{"name":"ada","age":7,"x":1,"home":{"city":"Bonn"} }""")).ToString());
    }

    private static JsonObject Object(string json) => (JsonObject)JsonData.Parse(json);
}
