namespace Baton.Store.Tests;

/// <summary>These values are in databases: a change of any of them loses executions.</summary>
public sealed class ArnKeyTests
{
    [Theory]
    [InlineData("", -1166397803181037274)]
    [InlineData("a", -9033471704281723301)]
    [InlineData("arn:aws:states:eu-central-1:123456789012:execution:orders:order-1", 1160305319237451128)]
    [InlineData("grüße 🙂", -5600607769807730800)]
    public void A_text_hashes_to_the_same_number_for_ever(string text, long hash)
    {
        Assert.Equal(hash, StableHash.Of(text));
        Assert.Equal(hash, ArnKey.Of(text));
    }

    [Fact]
    public void A_long_text_hashes_as_its_bytes_do()
    {
        var text = string.Concat(Enumerable.Repeat("ü-", 5000));
        Assert.Equal(StableHash.Of(System.Text.Encoding.UTF8.GetBytes(text)), StableHash.Of(text));
    }

    [Theory]
    [InlineData("arn:aws:states:eu-central-1:123456789012:execution:orders:019f0000-1234-7abc-8def-0123456789ab", 0x019f0000_1234_0000)]
    [InlineData("arn:aws:states:eu-central-1:123456789012:execution:orders:019F0000-1234-7ABC-8DEF-0123456789AB", 0x019f0000_1234_0000)]
    [InlineData("019f0000-1234-7abc-8def-0123456789ab", 0x019f0000_1234_0000)]
    public void The_key_of_a_time_ordered_name_begins_with_its_time(string arn, long time)
    {
        Assert.Equal(time, ArnKey.Of(arn) & ~0xffffL);
        Assert.Equal(StableHash.Of(arn) & 0xffff, ArnKey.Of(arn) & 0xffff);
    }

    [Theory]
    [InlineData("arn:x:019f0000-1234-4abc-8def-0123456789ab")] // another version
    [InlineData("arn:x:019f0000-1234-7abc-8def-0123456789ag")] // not a UUID
    [InlineData("arn:x:019f0000-1234-7abc-8def-0123456789a")]
    [InlineData("arn:x:019f0000-1234-7abc-8def-0123456789ab:019f0000")]
    public void Any_other_name_has_the_hash_as_its_key(string arn) => Assert.Equal(StableHash.Of(arn), ArnKey.Of(arn));
}
