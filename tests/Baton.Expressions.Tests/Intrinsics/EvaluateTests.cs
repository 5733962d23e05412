using Baton.Json;

namespace Baton.Expressions.Tests.Intrinsics;

public sealed class EvaluateTests
{
    private const string Input = """
        {
          "s": "Ana", "n": 5, "f": 1.10, "nul": null, "t": true, "list": [1, "x", {"a": null}], "obj": {"Arg1": 1, "Arg2": []}, "empty": [],
          "dup": [1, 1.1, 1, "1", [], [null], [], {"a": 1, "b": 2}, {"b": 2, "a": 1}, null, null], "template": "Hi {} and {}", "bad": "a \\q"
        }
        """;

    [Theory]
    [InlineData("States.Format('Hello {}, {} and {}', $.s, 1, true)", "\"Hello Ana, 1 and true\"")]
    [InlineData("States.Format($.template, 'a', $.s)", "\"Hi a and Ana\"")]
    [InlineData("States.Format('{} {} {}', null, $.nul, $.f)", "\"null null 1.1\"")]
    [InlineData("States.Format('{}', $.obj)", "\"{Arg1=1, Arg2=[]}\"")]
    [InlineData("States.Format('{}', $.list)", "\"[1, x, {a=null}]\"")]
    [InlineData("States.Format('\\'\\{\\}\\\\ {}', 1)", "\"'{}\\\\ 1\"")]
    [InlineData("States.Format('He said \"{}\" }')", null)]
    [InlineData("States.Format('none')", "\"none\"")]
    [InlineData("States.Format('{}')", null)]
    [InlineData("States.Format('x', 1)", null)]
    [InlineData("States.Format('{', 1)", null)]
    [InlineData("States.Format($.bad)", null)]
    [InlineData("States.Format($.n)", null)]
    [InlineData("States.Format()", null)]
    [ProvesEach(@"^States\.\w+")]
    public void Format_puts_values_into_a_template(string call, string? expected) => Check(call, expected);

    [Theory]
    [InlineData("States.StringToJson('{\"a\": [1, 2.50]}')", "{\"a\":[1,2.5]}")]
    [InlineData("States.StringToJson('')", "null")]
    [InlineData("States.StringToJson(' ')", "null")]
    [InlineData("States.StringToJson('null')", "null")]
    [InlineData("States.StringToJson('-0')", "0")]
    [InlineData("States.StringToJson('\"x\"')", "\"x\"")]
    [InlineData("States.StringToJson('nope')", null)]
    [InlineData("States.StringToJson($.n)", null)]
    [InlineData("States.StringToJson($.s, 1)", null)]
    [InlineData("States.JsonToString($.obj)", "\"{\\\"Arg1\\\":1,\\\"Arg2\\\":[]}\"")]
    [InlineData("States.JsonToString(null)", "\"null\"")]
    [InlineData("States.JsonToString($.s)", "\"\\\"Ana\\\"\"")]
    [InlineData("States.JsonMerge($.obj, States.StringToJson('{\"Arg2\":{\"x\":1},\"z\":0}'), false)", "{\"Arg1\":1,\"Arg2\":{\"x\":1},\"z\":0}")]
    [InlineData("States.JsonMerge($.obj, $.obj, true)", null)]
    [InlineData("States.JsonMerge($.obj, $.list, false)", null)]
    [InlineData("States.JsonMerge($.obj, $.obj)", null)]
    [InlineData("States.JsonMerge($.obj, $.obj, 'false')", null)]
    [ProvesEach(@"^States\.\w+")]
    public void Json_is_read_written_and_merged(string call, string? expected) => Check(call, expected);

    [Theory]
    [InlineData("States.Array()", "[]")]
    [InlineData("States.Array($.s, 1, null, true, States.Array('a'))", "[\"Ana\",1,null,true,[\"a\"]]")]
    [InlineData("States.ArrayPartition($.list, 2)", "[[1,\"x\"],[{\"a\":null}]]")]
    [InlineData("States.ArrayPartition($.list, 2147483647)", "[[1,\"x\",{\"a\":null}]]")]
    [InlineData("States.ArrayPartition($.list, 1.5)", "[[1,\"x\"],[{\"a\":null}]]")]
    [InlineData("States.ArrayPartition($.empty, 3)", "[]")]
    [InlineData("States.ArrayPartition($.list, 0)", null)]
    [InlineData("States.ArrayPartition($.list, -1)", null)]
    [InlineData("States.ArrayPartition($.list, '1')", null)]
    [InlineData("States.ArrayPartition($.obj, 1)", null)]
    [InlineData("States.ArrayContains($.list, 'x')", "true")]
    [InlineData("States.ArrayContains($.list, States.StringToJson('{\"a\":null}'))", "true")]
    [InlineData("States.ArrayContains($.list, 2)", "false")]
    [InlineData("States.ArrayContains($.empty, null)", "false")]
    [InlineData("States.ArrayContains($.s, 'A')", null)]
    [InlineData("States.ArrayRange(1, 9, 2)", "[1,3,5,7,9]")]
    [InlineData("States.ArrayRange(1, 8, 2)", "[1,3,5,7]")]
    [InlineData("States.ArrayRange(5, 1, -2)", "[5,3,1]")]
    [InlineData("States.ArrayRange(-2, 2, 2)", "[-2,0,2]")]
    [InlineData("States.ArrayRange(3, 3, -1)", "[3]")]
    [InlineData("States.ArrayRange(1, 5, -1)", "[]")]
    [InlineData("States.ArrayRange(5, 1, 1)", "[]")]
    [InlineData("States.ArrayRange(1.4, 5.6, 2.2)", "[1,3,5]")]
    [InlineData("States.ArrayRange(1, 5, 0)", null)]
    [InlineData("States.ArrayRange(1, 5, 0.4)", null)]
    [InlineData("States.ArrayRange(1, 1001, 1)", null)]
    [InlineData("States.ArrayRange(-2147483648, 2147483647, 1)", null)]
    [InlineData("States.ArrayRange(1, 5)", null)]
    [InlineData("States.ArrayRange('a', 5, 1)", null)]
    [InlineData("States.ArrayLength(States.ArrayRange(1, 1000, 1))", "1000")]
    [InlineData("States.ArrayGetItem($.list, 0)", "1")]
    [InlineData("States.ArrayGetItem($.list, 2)", "{\"a\":null}")]
    [InlineData("States.ArrayGetItem($.list, 3)", null)]
    [InlineData("States.ArrayGetItem($.list, -1)", null)]
    [InlineData("States.ArrayGetItem($.empty, 0)", null)]
    [InlineData("States.ArrayLength($.empty)", "0")]
    [InlineData("States.ArrayLength($.s)", null)]
    [InlineData("States.ArrayUnique($.dup)", "[1,1.1,\"1\",[],[null],{\"a\":1,\"b\":2},null]")]
    [InlineData("States.ArrayUnique($.obj)", null)]
    [ProvesEach(@"^States\.\w+")]
    public void Arrays_are_made_and_asked(string call, string? expected) => Check(call, expected);

    [Theory]
    [InlineData("States.Base64Encode('Data to encode')", "\"RGF0YSB0byBlbmNvZGU=\"")]
    [InlineData("States.Base64Encode('é')", "\"w6k=\"")]
    [InlineData("States.Base64Encode('')", "\"\"")]
    [InlineData("States.Base64Encode(1)", null)]
    [InlineData("States.Base64Decode('RGF0YSB0byBlbmNvZGU=')", "\"Data to encode\"")]
    [InlineData("States.Base64Decode('w6k')", "\"é\"")]
    [InlineData("States.Base64Decode('')", "\"\"")]
    [InlineData("States.Base64Decode('a')", null)]
    [InlineData("States.Base64Decode('RGF0 YSB0')", null)]
    [InlineData("States.Hash('Hash this string', 'SHA-256')", "\"1cac63f39fd68d8c531f27b807610fb3d50f0fc3f186995767fb6316e7200a3e\"")]
    [InlineData("States.Hash('', 'MD5')", "\"d41d8cd98f00b204e9800998ecf8427e\"")]
    [InlineData("States.Hash('abc', 'SHA-1')", "\"a9993e364706816aba3e25717850c26c9cd0d89d\"")]
    [InlineData("States.Hash('abc', 'SHA-384')", "\"cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7\"")]
    [InlineData("States.Hash('abc', 'SHA-512')", "\"ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f\"")]
    [InlineData("States.Hash($.obj, 'MD5')", "\"d363f405018d47b782e29dc1e6861a5d\"")]
    [InlineData("States.Hash('abc', 'sha256')", null)]
    [InlineData("States.StringSplit('1,2,3', ',')", "[\"1\",\"2\",\"3\"]")]
    [InlineData("States.StringSplit('a.b+c', '.+')", "[\"a\",\"b\",\"c\"]")]
    [InlineData("States.StringSplit(',,,,', ',')", "[]")]
    [InlineData("States.StringSplit(', , ,', ',')", "[\" \",\" \"]")]
    [InlineData("States.StringSplit('', ',')", "[]")]
    [InlineData("States.StringSplit('abc', '')", "[\"abc\"]")]
    [InlineData("States.StringSplit('a😀b😁c', '😀')", "[\"a\",\"b😁c\"]")]
    [InlineData("States.StringSplit($.n, ',')", null)]
    [InlineData("States.UUID()", "\"efcdab89-6745-4301-afcd-ab8967452301\"")]
    [InlineData("States.UUID(1)", null)]
    [ProvesEach(@"^States\.\w+")]
    public void Texts_are_encoded_hashed_and_split(string call, string? expected) => Check(call, expected);

    [Theory]
    [InlineData("States.MathAdd(111, -1)", "110")]
    [InlineData("States.MathAdd(1.5, 0)", "2")]
    [InlineData("States.MathAdd(2.5, 0)", "3")]
    [InlineData("States.MathAdd(-1.5, 0)", "-1")]
    [InlineData("States.MathAdd(-2.5, 0)", "-2")]
    [InlineData("States.MathAdd(-0.5, 0)", "0")]
    [InlineData("States.MathAdd(0.4, 0.4)", "0")]
    [InlineData("States.MathAdd(2147483647, 0)", "2147483647")]
    [InlineData("States.MathAdd(2147483647, 1)", null)]
    [InlineData("States.MathAdd(2147483648, -1)", null)]
    [InlineData("States.MathAdd('1', 1)", null)]
    [InlineData("States.MathAdd(1)", null)]
    [InlineData("States.MathRandom(0, 10, 0)", "0")]
    [InlineData("States.MathRandom(0, 10, 1)", "5")]
    [InlineData("States.MathRandom(0, 999, 42)", "125")]
    [InlineData("States.MathRandom(0, 1024, -10)", "276")]
    [InlineData("States.MathRandom(100, 110, 7)", "106")]
    [InlineData("States.MathRandom(5, 6)", "5")]
    [InlineData("States.MathRandom(5, 5)", null)]
    [InlineData("States.MathRandom(6, 5)", null)]
    [InlineData("States.MathRandom(1, 10, 'seed')", null)]
    [ProvesEach(@"^States\.\w+")]
    public void Numbers_are_added_and_drawn(string call, string? expected) => Check(call, expected);

    [Fact]
    public void A_number_is_drawn_from_the_context_where_there_is_no_seed()
    {
        foreach (var bits in (ulong[])[0, ulong.MaxValue, 1UL << 63])
        {
            var context = Evaluations.Context(randomBits: bits);
            var drawn = ((JsonNumber)IntrinsicCall.Parse("States.MathRandom(-2147483648, 2147483647)").Evaluate(context)).Value;
            Assert.InRange(drawn, int.MinValue, int.MaxValue - 1);
        }
    }

    [Fact]
    public void Long_texts_are_not_encoded_or_hashed()
    {
        foreach (var call in (string[])["States.Base64Encode($.x)", "States.Base64Decode($.x)", "States.Hash($.x, 'MD5')"])
        {
            IntrinsicCall.Parse(call).Evaluate(Evaluations.Context($"{{\"x\":\"{new string('A', 10_000)}\"}}"));
            Fails(call, Evaluations.Context($"{{\"x\":\"{new string('A', 10_004)}\"}}"));
        }
    }

    [Fact]
    public void Paths_variables_and_the_context_object_are_arguments()
    {
        var context = Evaluations.Context("""{"a b":{"c,d)":[1]}}""", """{"Execution":{"Name":"e"}}""", """{"v":{"x":2}}""");
        var call = IntrinsicCall.Parse("States.Array($['a b']['c,d)'][0], $$.Execution.Name, $v.x, States.Array($['a b'][?(@ == 'x, )')], $))");
        Assert.Equal("""[1,"e",2,[[],{"a b":{"c,d)":[1]}}]]""", call.Evaluate(context).ToString());
        Assert.Equal("States.Array", call.Function);
        Assert.Equal(["$['a b']['c,d)'][0]", "$$.Execution.Name", "$v.x", "$['a b'][?(@ == 'x, )')]", "$"], call.Paths.Select(path => path.Text));
    }

    [Theory]
    [InlineData("States.Format('{} {}', $.s, $.missing)", "The function 'States.Format('{} {}', $.s, $.missing)' had the following error: The JsonPath argument for the field '$.missing' could not be found in the input '{\"s\":1}'")]
    [InlineData("States.Array(States.ArrayLength( $.s ))", "The function 'States.ArrayLength( $.s )' had the following error: Invalid arguments in States.ArrayLength")]
    [InlineData("States.Format('{}')", "The function 'States.Format('{}')' had the following error: Invalid arguments in States.Format: number of arguments do not match the occurrences of {}.")]
    public void A_failure_names_the_call_that_failed(string call, string message)
    {
        var failure = Fails(call, Evaluations.Context("""{"s":1}"""));
        Assert.Equal(message, failure.Message);
    }

    [Fact]
    public void Calls_that_make_much_data_stop_at_their_size()
    {
        var placeholders = string.Concat(Enumerable.Repeat("{}", 1000));
        var arguments = string.Concat(Enumerable.Repeat(", $.x", 1000));
        var context = Evaluations.Context($"{{\"x\":\"{new string('x', 100_000)}\"}}");
        var failure = Assert.Throws<ExpressionException>(() => IntrinsicCall.Parse($"States.Format('{placeholders}'{arguments})").Evaluate(context));
        Assert.Equal(ExpressionErrors.BudgetSize, failure.Code);
    }

    [Fact]
    public void Arrays_cannot_be_nested_deeper_than_values_may_be()
    {
        JsonData deep = JsonArray.Empty;
        while (deep.Depth < JsonLimits.DepthCap) deep = new JsonArray(deep);
        var context = new EvaluationContext
        {
            Input = deep,
            Context = new Lazy<JsonData>(() => JsonData.Null),
            Variables = _ => null,
            Now = DateTimeOffset.UnixEpoch,
            Randomness = Evaluations.Context().Randomness,
            Budget = Evaluations.Ample(),
        };
        Assert.Equal(ExpressionErrors.BudgetDepth, Assert.Throws<ExpressionException>(() => IntrinsicCall.Parse("States.Array($)").Evaluate(context)).Code);
        var template = PayloadTemplate.Parse(JsonData.Parse("""{"a":[{"b.$":"$"}]}"""));
        Assert.Equal(ExpressionErrors.BudgetDepth, Assert.Throws<ExpressionException>(() => template.Evaluate(context)).Code);
    }

    private static void Check(string call, string? expected)
    {
        var context = Evaluations.Context(Input);
        if (expected is null) Fails(call, context);
        else Assert.Equal(JsonData.Parse(expected), IntrinsicCall.Parse(call).Evaluate(context));
    }

    private static ExpressionException Fails(string call, EvaluationContext context)
    {
        var failure = Assert.Throws<ExpressionException>(() => IntrinsicCall.Parse(call).Evaluate(context));
        Assert.Equal(ExpressionErrors.IntrinsicFailure, failure.Code);
        return failure;
    }
}
