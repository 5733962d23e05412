using Baton.Api.Protocol;

namespace Baton.Api.Tests;

public sealed class CredentialScopeTests
{
    private const string Signature = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void A_request_that_is_not_signed_is_of_the_default_region(string? header) => Assert.Equal("us-east-1", CredentialScope.Region(header));

    [Theory]
    [InlineData($"AWS4-HMAC-SHA256 Credential=AKID/20260102/eu-central-1/states/aws4_request, SignedHeaders=host;x-amz-date, Signature={Signature}", "eu-central-1")]
    [InlineData($"AWS4-HMAC-SHA256 Credential=AKID/20260102/us-gov-west-1/states/aws4_request,SignedHeaders=host,Signature={Signature}", "us-gov-west-1")]
    public void The_region_is_that_of_the_scope(string header, string region) => Assert.Equal(region, CredentialScope.Region(header));

    [Theory]
    [InlineData("Basic dXNlcjpwYXNz")]
    [InlineData("AWS4-HMAC-SHA256")]
    [InlineData($"AWS4-HMAC-SHA256 Credential=AKID/2026/eu-central-1/states/aws4_request, SignedHeaders=host, Signature={Signature}")]
    [InlineData($"AWS4-HMAC-SHA256 Credential=AKID/20260102/eu central/states/aws4_request, SignedHeaders=host, Signature={Signature}")]
    [InlineData("AWS4-HMAC-SHA256 Credential=AKID/20260102/eu-central-1/states/aws4_request, SignedHeaders=host, Signature=00")]
    [InlineData($"AWS4-HMAC-SHA256 Credential=AKID/20260102/eu-central-1/states/aws4_request, SignedHeaders=host, Signature={Signature}x")]
    public void A_header_of_another_shape_is_refused(string header) =>
        Assert.Equal("IncompleteSignatureException", Assert.Throws<ApiException>(() => CredentialScope.Region(header)).Code);
}
