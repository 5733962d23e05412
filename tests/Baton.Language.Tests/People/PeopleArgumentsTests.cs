using Baton.Language.People;

namespace Baton.Language.Tests.People;

/// <summary>What of a task for people is known when a machine is created is checked then.</summary>
public sealed class PeopleArgumentsTests
{
    private const string Human = "arn:aws:states:::human:createTask.waitForTaskToken";

    [Theory]
    [InlineData("""{"Title":"t"}""", "")]
    [InlineData("""{"Title.$":"$.t","Form":{"properties":{"n":{"type":"integer","maximum.$":"$.m"} } },"Outcomes.$":"$.o","Approvals":{"Required":2,"Outcome":"x"} }""", "")]
    [InlineData("""{"Titel":"t"}""", "/Titel: There is no such field. | /Title: The field is required.")]
    [InlineData("""{"Title":"","Priority":101,"Groups":["a","a"]}""", "/Groups: A value is there twice. | /Title: Expected a text that is not empty. | /Priority: Expected a whole number from 0 to 100.")]
    [InlineData("""{"Title":"t","Group":"a","Groups":["b"]}""", "/Group: Expected Group or Groups, found both.")]
    [InlineData("""{"Title":"t","DueDate":"P1M","FollowUpDate":"2026-13-01T00:00:00Z"}""",
        "/DueDate: Expected a time like 2030-01-31T12:00:00Z, or a length of time like P3D or PT4H30M, of at most 10 years. | /FollowUpDate: Expected a time like 2030-01-31T12:00:00Z, or a length of time like P3D or PT4H30M, of at most 10 years.")]
    [InlineData("""{"Title":"t","Reminders":[{"After":"PT1H"},{}],"Escalation":{"After":"P1D","Assigne":"x"} }""", "/Reminders/1: Expected After or BeforeDue, and not both. | /Escalation/Assigne: There is no such field.")]
    [InlineData("""{"Title":"t","Link":{"Email":"a@b, c@d"},"Notify":{"Emails":["Ada <a@b>"],"Webhook":"ftp://x"} }""",
        "/Link/ExpiresIn: The field is required. | /Link/Email: 'a@b, c@d' is not a mail address like ada@example.org. | /Notify/Emails: 'Ada <a@b>' is not a mail address like ada@example.org. | /Notify/Webhook: Expected an address like https://example.org/hook.")]
    public void Arguments_of_a_task_for_people(string arguments, string faults) => Assert.Equal(faults, Faults(Human, "Parameters", arguments));

    [Theory]
    [InlineData("""{"Title":"{% $states.input.title %}","Groups":["{% $states.input.g %}","b"],"Form":"{% $states.input.f %}"}""", "")]
    [InlineData("""{"Title":"{% 1 %}","Priority":-1}""", "/Priority: Expected a whole number from 0 to 100.")]
    public void Arguments_of_a_task_for_people_in_JSONata(string arguments, string faults) => Assert.Equal(faults, Faults(Human, "Arguments", arguments));

    [Theory]
    [InlineData("arn:aws:states:::email:send", """{"To":["a@b"],"Subject":"s","Text":"t"}""", "")]
    [InlineData("arn:aws:states:::email:send", """{"To":"a","Subject":"a\nb"}""", "Expected Text or Html. | /To: 'a' is not a mail address like ada@example.org. | /Subject: Expected one line without control characters.")]
    [InlineData("arn:aws:states:::email:send.sync", """{"To":["a@b"],"Subject":"s"}""", "Expected Text or Html.")]
    [InlineData("arn:aws:states:::case:update", """{"Status":"open","Labels":{"a":"b","c.$":"$.c"} }""", "")]
    [InlineData("arn:aws:states:::case:update", """{"State":"open","Labels":{"a":1} }""", "/State: There is no such field. | /Labels: The label 'a' has to be a text of at most 256 characters.")]
    public void Arguments_of_mails_and_cases(string resource, string arguments, string faults) => Assert.Equal(faults, Faults(resource, "Parameters", arguments));

    [Theory]
    [InlineData("P3D", "2026-01-04T00:00:00Z")]
    [InlineData("PT1H30M", "2026-01-01T01:30:00Z")]
    [InlineData("2030-06-01T00:00:00+02:00", "2030-05-31T22:00:00Z")]
    public void A_moment_is_a_time_or_a_length_of_time(string text, string at)
    {
        Assert.True(Moment.TryParse(text, out var moment));
        Assert.Equal(DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture), moment.From(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)));
    }

    [Theory, InlineData(""), InlineData("P"), InlineData("P1Y"), InlineData("P1M"), InlineData("-P1D"), InlineData("P0D"), InlineData("P99999D"), InlineData("1 day"), InlineData("2026-01-01")]
    public void What_has_no_length_of_its_own_is_no_moment(string text) => Assert.False(Moment.TryParse(text, out _));

    private static string Faults(string resource, string field, string arguments)
    {
        var language = field == "Arguments" ? "JSONata" : "JSONPath";
        var definition = $$"""{"StartAt":"A","QueryLanguage":"{{language}}","States":{"A":{"Type":"Task","Resource":"{{resource}}","TimeoutSeconds":9,"{{field}}":{{arguments}},"End":true} } }""";
        var prefix = $"/States/A/{field}";
        return string.Join(" | ", DefinitionParser.Parse(definition, DefinitionOptions.Standard).Findings.Select(found =>
            found.Location == prefix ? found.Message : $"{found.Location!.Replace(prefix, "", StringComparison.Ordinal)}: {found.Message}"));
    }
}
