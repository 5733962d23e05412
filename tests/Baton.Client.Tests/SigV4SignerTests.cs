using System.Text;

namespace Baton.Client.Tests;

/// <summary>The signature against AWS's published test suite (aws-sig-v4-test-suite) and against what botocore 1.43.11 signs.</summary>
public sealed class SigV4SignerTests
{
    private const string Secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    private const string Unreserved = "-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static readonly DateTimeOffset SuiteTime = new(2015, 8, 30, 12, 36, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("get-vanilla", "GET / ", "", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31")]
    [InlineData("post-vanilla", "POST / ", "", "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b")]
    [InlineData("get-vanilla-query-order-key-case", "GET / Param2=value2&Param1=value1", "", "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500")]
    [InlineData("get-vanilla-query-order-encoded", "GET / Param-3=Value3&Param=Value2&%E1%88%B4=Value1", "", "371d3713e185cc334048618a97f809c9ffe339c62934c032af5a0e595648fcac")]
    [InlineData("get-vanilla-query-unreserved", $"GET / {Unreserved}={Unreserved}", "", "9c3e54bfcdf0b19771a7f523ee5669cdf59bc7cc0884027167c21bb143a40197")]
    [InlineData("get-utf8", "GET /ሴ ", "", "8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85")]
    [InlineData("get-slash-pointless-dot-normalized", "GET /example ", "", "ef75d96142cf21edca26f06005da7988e4f8dc83a165a80865db7089db637ec5")]
    [InlineData("get-header-key-duplicate", "GET / ", "My-Header1:value2\nMy-Header1:value2\nMy-Header1:value1", "c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea")]
    [InlineData("get-header-value-trim", "GET / ", "My-Header1: value1\nMy-Header2: \"a   b   c\"", "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736")]
    [InlineData(
        "get-vanilla-with-session-token", "GET / ", "X-Amz-Security-Token:6e86291e8372ff2a2260956d9b8aae1d763fbf315fa00fa31553b73ebf194267", "07ec1639c89043aa0e3e2de82b96708f198cceab042d4a97044c66dd9f74e7f8")]
    [InlineData(
        "post-x-www-form-urlencoded",
        "POST / ",
        "Content-Type:application/x-www-form-urlencoded\nContent-Length:13\nx-amz-content-sha256:9095672bbd1f56dfc5b65f3e153adc8731a4a654192329106275f4c7b24d0b6e",
        "d3875051da38690788ef43de4db0d8f280229d82040bfac253562e56c3f20e0b",
        "Param1=value1")]
    public void A_request_of_the_published_suite_has_its_signature(string name, string request, string headers, string signature, string body = "")
    {
        var parts = request.Split(' ');
        var signed = new SigV4Request
        {
            Method = parts[0],
            Path = parts[1],
            Query = parts[2],
            Headers = [new("Host", "example.amazonaws.com"), new("X-Amz-Date", "20150830T123600Z"), .. Headers(headers)],
            Body = Encoding.UTF8.GetBytes(body),
        };
        var authorization = new SigV4Signer("us-east-1", "service").Authorization(signed, new AwsCredentials("AKIDEXAMPLE", Secret), SuiteTime);
        Assert.StartsWith("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=", authorization, StringComparison.Ordinal);
        Assert.True(authorization.EndsWith($"Signature={signature}", StringComparison.Ordinal), $"{name}: {authorization}");
    }

    [Theory]
    [InlineData(null, "content-type;host;x-amz-date;x-amz-target", "408af159b557bd35cd809cd6c9380daa23068cc0a022200a4f5b3748332ec6d5")]
    [InlineData("SESSION", "content-type;host;x-amz-date;x-amz-security-token;x-amz-target", "9d58533ea866d12dc7a892ee2bcf487adb8cad48630d92ffc3f62b9ecd753738")]
    public void A_request_of_this_API_is_signed_as_botocore_signs_it(string? sessionToken, string signedHeaders, string signature)
    {
        var body = "{\"maxResults\":1}"u8.ToArray();
        using var request = new HttpRequestMessage(HttpMethod.Post, "http://127.0.0.1:7070/") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/x-amz-json-1.0");
        request.Headers.Add("X-Amz-Target", "AWSStepFunctions.ListActivities");
        var now = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

        new SigV4Signer("eu-central-1", "states").Sign(request, body, new AwsCredentials("AKIDEXAMPLE", Secret, sessionToken), now);

        Assert.Equal(
            $"AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260102/eu-central-1/states/aws4_request, SignedHeaders={signedHeaders}, Signature={signature}",
            request.Headers.GetValues("Authorization").Single());
    }

    [Fact]
    public void Credentials_do_not_print_their_secret() => Assert.DoesNotContain(Secret, new AwsCredentials("AKIDEXAMPLE", Secret, "TOKEN").ToString(), StringComparison.Ordinal);

    private static IEnumerable<KeyValuePair<string, string>> Headers(string lines) =>
        from line in lines.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        let colon = line.IndexOf(':', StringComparison.Ordinal)
        select new KeyValuePair<string, string>(line[..colon], line[(colon + 1)..]);
}
