using Baton.Api.Protocol;
using Baton.Json;

namespace Baton.Api.Operations;

/// <summary>What a request says of the keys that its data is to be encrypted with. To take it and not do it would be a lie about safety.</summary>
internal sealed class EncryptionSetting
{
    private const string OwnedKey = "AWS_OWNED_KEY";
    private const string CustomerKey = "CUSTOMER_MANAGED_KMS_KEY";

    private readonly string? _type;
    private readonly bool _namesKey;

    public EncryptionSetting(RequestReader request)
    {
        if (request.Structure("encryptionConfiguration") is not { } encryption) return;
        encryption.Required("type", int.MaxValue, 0);
        _type = encryption.Word("type", OwnedKey, CustomerKey);
        _namesKey = encryption.Optional("kmsKeyId", 2048, 1) is not null | encryption.Integer("kmsDataKeyReusePeriodSeconds", 60, 900) is not null;
    }

    /// <summary>The setting as Describe tells it; null where the request says nothing of it.</summary>
    public JsonObject? Json => _type is null ? null : JsonObject.Of(("type", JsonData.Of(_type)));

    /// <exception cref="ApiException"><c>InvalidEncryptionConfiguration</c>.</exception>
    public void Check()
    {
        if (_type == CustomerKey)
        {
            throw Errors.InvalidEncryptionConfiguration("This server has no keys of KMS: leave 'encryptionConfiguration' out, or make its type AWS_OWNED_KEY.");
        }
        if (_namesKey) throw Errors.InvalidEncryptionConfiguration("'kmsKeyId' and 'kmsDataKeyReusePeriodSeconds' are for the type CUSTOMER_MANAGED_KMS_KEY.");
    }
}
