using Baton.Api.Protocol;

namespace Baton.Api.Operations;

/// <summary>What a request says of the keys that its data is to be encrypted with. To take it and not do it would be a lie about safety.</summary>
internal sealed class EncryptionSetting
{
    private const string CustomerKey = "CUSTOMER_MANAGED_KMS_KEY";

    private readonly string? _type;

    public EncryptionSetting(RequestReader request)
    {
        if (request.Structure("encryptionConfiguration") is not { } encryption) return;
        encryption.Required("type", int.MaxValue, 0);
        _type = encryption.Word("type", "AWS_OWNED_KEY", CustomerKey);
        encryption.Optional("kmsKeyId", 2048, 1);
        encryption.Integer("kmsDataKeyReusePeriodSeconds", 60, 900);
    }

    /// <exception cref="ApiException"><c>InvalidEncryptionConfiguration</c>.</exception>
    public void Check()
    {
        if (_type != CustomerKey) return;
        throw Errors.InvalidEncryptionConfiguration("This server has no keys of KMS: leave 'encryptionConfiguration' out, or make its type AWS_OWNED_KEY.");
    }
}
