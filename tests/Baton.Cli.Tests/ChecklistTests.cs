using Baton.Cli.Output;

namespace Baton.Cli.Tests;

public sealed class ChecklistTests
{
    [Theory]
    [InlineData("""{"StartAt":"A","States":{"C":{"Type":"Succeed"},"B":{"Type":"Pass","Next":"C"},"A":{"Type":"Pass","Next":"B"}}}""", "A B C")]
    [InlineData(
        """
        {"StartAt":"Try","States":{
          "End":{"Type":"Succeed"},
          "Sorry":{"Type":"Pass","Next":"End"},
          "Try":{"Type":"Task","Next":"Good","Catch":[{"Next":"Sorry"}]},
          "Good":{"Type":"Pass","Next":"End"}}}
        """,
        "Try Good Sorry End")]
    [InlineData(
        """
        {"StartAt":"Work","States":{
          "Work":{"Type":"Task","Next":"Which"},
          "Which":{"Type":"Choice","Choices":[{"Next":"Ask"},{"Next":"Done"}],"Default":"Bad"},
          "Ask":{"Type":"Task","Next":"Work"},
          "Done":{"Type":"Succeed"},
          "Bad":{"Type":"Fail"}}}
        """,
        "Work Which Ask Done Bad")]
    [InlineData(
        """
        {"StartAt":"P","States":{
          "P":{"Type":"Parallel","Next":"Z","Branches":[
            {"StartAt":"X","States":{"X":{"Type":"Pass","End":true}}},
            {"StartAt":"M","States":{"M":{"Type":"Map","End":true,"ItemProcessor":{"StartAt":"I","States":{"I":{"Type":"Pass","End":true}}}}}}]},
          "Z":{"Type":"Succeed"}}}
        """,
        "P >X >M >>I Z")]
    [InlineData("{}", "")]
    public void States_are_told_each_after_what_leads_to_it(string definition, string order) =>
        Assert.Equal(order, string.Join(' ', FlowOrder.Of(definition).Select(state => new string('>', state.Depth) + state.Name)));

    [Theory]
    [InlineData(0, "0 ms")]
    [InlineData(0.999, "999 ms")]
    [InlineData(1.96, "1.9 s")]
    [InlineData(59.99, "59.9 s")]
    [InlineData(125, "2 min 05 s")]
    [InlineData(3720, "1 h 02 min")]
    [InlineData(273600, "3 d 04 h")]
    public void Durations_have_two_units_at_most(double seconds, string text) => Assert.Equal(text, Times.Duration(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(9, "abc|defgh")]
    [InlineData(8, "abc|defgh")]
    [InlineData(7, "abc|def|…")]
    [InlineData(4, "abc|…")]
    [InlineData(2, "a|…")]
    public void A_line_that_is_redrawn_does_not_wrap(int width, string text) =>
        Assert.Equal(text, string.Join('|', Line.Of(new Span("abc"), new Span("defgh")).Cut(width).Spans.Select(span => span.Text)));
}
