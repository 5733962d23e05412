namespace Baton.Expressions.Tests.Jsonata;

/// <summary>The functions that workflows have beyond the language, and the one that they have not.</summary>
public sealed class WorkflowFunctionTests
{
    [Theory]
    [InlineData("$partition([1,2,3,4,5], 2)", "[[1,2],[3,4],[5]]")]
    [InlineData("$partition([1,2,3,4], 2)", "[[1,2],[3,4]]")]
    [InlineData("$partition([1,2,3], 2.9)", "[[1,2],[3]]")] // rounded down
    [InlineData("$partition([1,2,3], 10)", "[[1,2,3]]")]
    [InlineData("$partition([], 2)", "[]")]
    [InlineData("$partition(1, 2)", "[[1]]")]
    [InlineData("$partition([[1],[2],[3]], 2)", "[[[1],[2]],[[3]]]")]
    [InlineData("$partition(nothing, 2)", "nothing")]
    [InlineData("$partition([1], nothing)", "nothing")]
    [InlineData("$range(1, 5, 2)", "[1,3,5]")]
    [InlineData("$range(0, 3, 1)", "[0,1,2,3]")]
    [InlineData("$range(5, 1, -2)", "[5,3,1]")]
    [InlineData("$range(0, -10, -5)", "[0,-5,-10]")]
    [InlineData("$range(-3, 3, 3)", "[-3,0,3]")]
    [InlineData("$range(1, 1, 1)", "1")]
    [InlineData("$range(1.9, 4.9, 1.5)", "[1,2,3,4]")] // all three rounded down
    [InlineData("$range(1, 5, -1)", "nothing")]
    [InlineData("$range(5, 1, 1)", "nothing")]
    [InlineData("$range(nothing, 3, 1)", "nothing")]
    [InlineData("$hash('hello', 'MD5')", "\"5d41402abc4b2a76b9719d911017c592\"")]
    [InlineData("$hash('hello', 'SHA-1')", "\"aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d\"")]
    [InlineData("$hash('hello', 'SHA-256')", "\"2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824\"")]
    [InlineData("$hash('hello', 'SHA-384')", "\"59e1748777448c69de6b800d7a33bbfb9ff1b463e44354c3553bcdb9c666fa90125a3c79f90397bdf5f6a13de828684f\"")]
    [InlineData("$hash('hello', 'SHA-512')", "\"9b71d224bd62f3785d96d46ad3ea3d73319bfbc2890caadae2dff72519673ca72323c3d99ba5c11d7c7acc6e14b8c5da0c4663475c2e5c3adef46f73bcdec043\"")]
    [InlineData("$hash('', 'SHA-256')", "\"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\"")]
    [InlineData("$hash('é', 'SHA-256')", "\"4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c\"")] // of the UTF-8 bytes
    [InlineData("$hash(nothing, 'MD5')", "nothing")]
    [InlineData("$random(7) = $random(7)", "true")]
    [InlineData("$random(7.9) = $random(7)", "true")] // rounded down
    [InlineData("$random(7) = $random(8)", "false")]
    [InlineData("$random() = $random()", "false")]
    [InlineData("$map([1..100], function() { $random() })[$ < 0 or $ >= 1]", "nothing")]
    [InlineData("$map([1..100], $random)[$ < 0 or $ >= 1]", "nothing")]
    [InlineData("$contains($uuid(), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)", "true")]
    [InlineData("$uuid() = $uuid()", "false")]
    [InlineData("$parse('{\"a\":[1,2]}').a[1]", "2")]
    [InlineData("$parse(' [1, \"x\", null, true] ')", "[1,\"x\",null,true]")]
    [InlineData("$parse('null')", "null")]
    [InlineData("$parse('\"x\"')", "\"x\"")]
    [InlineData("$map(['1', '2'], $parse)", "[1,2]")]
    [InlineData("$parse(nothing)", "nothing")]
    [InlineData("$exists($eval)", "false")]
    [InlineData("($eval := function($x) { $x }; $eval('1'))", "\"1\"")]
    public void A_call_gives(string expression, string expected) => Assert.Equal(expected, Run.Text(expression));

    [Theory]
    [InlineData("$partition([1,2], 0)", "INVALID_ARGUMENT", 11, "partition")]
    [InlineData("$partition([1,2], 0.5)", "INVALID_ARGUMENT", 11, "partition")]
    [InlineData("$partition([1,2], -1)", "INVALID_ARGUMENT", 11, "partition")]
    [InlineData("1 + $partition([1,2], 0)", "INVALID_ARGUMENT", 15, "partition")]
    [InlineData("$partition([1,2])", "T0410", 11, "partition")]
    [InlineData("$partition([1,2], 'x')", "T0410", 11, "partition")]
    [InlineData("$partition([1,2], 2, 3)", "T0410", 11, "partition")]
    [InlineData("$range(0, 1, 0)", "INVALID_ARGUMENT", 7, "range")]
    [InlineData("$range(0, 1, 0.5)", "INVALID_ARGUMENT", 7, "range")]
    [InlineData("$range(1, 100000000, 1)", "D2014", 7, "range")]
    [InlineData("$range(1, 3)", "T0410", 7, "range")]
    [InlineData("$range('a', 3, 1)", "T0410", 7, "range")]
    [InlineData("$hash('hello', 'sha-256')", "INVALID_ARGUMENT", 6, "hash")]
    [InlineData("$hash('hello', 'SHA1')", "INVALID_ARGUMENT", 6, "hash")]
    [InlineData("$hash(1, 'MD5')", "T0410", 6, "hash")]
    [InlineData("$hash('a', 1)", "T0410", 6, "hash")]
    [InlineData("$hash('a', 'MD5', 1)", "T0410", 6, "hash")]
    [InlineData("$random('a')", "T0410", 8, "random")]
    [InlineData("$random(1, 2)", "T0410", 8, "random")]
    [InlineData("$uuid(1)", "T0410", 6, "uuid")]
    [InlineData("$parse('')", "INVALID_ARGUMENT", 7, "parse")]
    [InlineData("$parse('{a:1}')", "INVALID_ARGUMENT", 7, "parse")]
    [InlineData("$parse('[1')", "INVALID_ARGUMENT", 7, "parse")]
    [InlineData("$parse('1 2')", "INVALID_ARGUMENT", 7, "parse")]
    [InlineData("$parse('NaN')", "INVALID_ARGUMENT", 7, "parse")]
    [InlineData("$parse(1)", "T0410", 7, "parse")]
    [InlineData("$eval('1')", "T1006", 6, "eval")]
    [InlineData("'1' ~> $eval", "T2006", 6, null)]
    public void A_call_fails(string expression, string code, int position, string? token)
    {
        var fault = Run.Fault(expression);
        Assert.Equal((code, position, token), (fault.Code, fault.Position, fault.Token));
    }
}
