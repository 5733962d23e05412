using System.Text.Json.Serialization;
using Baton.Client.Json;

namespace Baton.Client;

/// <summary>Whose key data is encrypted with.</summary>
[JsonConverter(typeof(WordConverter<EncryptionType>))]
public readonly record struct EncryptionType(string Value) : IWord<EncryptionType>
{
    public static EncryptionType AwsOwnedKey { get; } = new("AWS_OWNED_KEY");
    public static EncryptionType CustomerManagedKmsKey { get; } = new("CUSTOMER_MANAGED_KMS_KEY");

    static EncryptionType IWord<EncryptionType>.Of(string value) => new(value);

    public override string ToString() => Value;
}
