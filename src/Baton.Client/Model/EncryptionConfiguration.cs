namespace Baton.Client;

/// <summary>With which key data is encrypted.</summary>
public sealed record EncryptionConfiguration
{
    public required EncryptionType Type { get; init; }

    /// <summary>Only with a key of one's own.</summary>
    public string? KmsKeyId { get; init; }

    /// <summary>60 to 900; 300 unless set.</summary>
    public int? KmsDataKeyReusePeriodSeconds { get; init; }
}
