namespace Baton.Expressions.Jsonata;

/// <summary>
/// Powers to the last digit as the reference implementation has them on Node, and the same ones on every machine: what
/// <see cref="Math.Pow"/> gives depends on the C library. The method and its constants are those of Sun's fdlibm: log2 x in two
/// parts, times the exponent, and 2 to that; the error is below 0.7 units in the last place.
/// </summary>
internal static class Power
{
    private const double TwoTo53 = 1L << 53;
    private const double TwoTo64 = 18446744073709551616.0;

    // Beyond 2 to the 31st only a base within 2 to the -20th of 1 gives a finite power that is not 0.
    private const double LargeExponent = 1L << 31;
    private const double NearOne = 1.0 / (1 << 20);

    // 1 / ln 2, and 2 / (3 ln 2), each also as a short head and the rest.
    private const double InverseLn2 = 1.44269504088896338700, InverseLn2Head = 1.44269502162933349609, InverseLn2Tail = 1.92596299112661746887e-08;
    private const double Scale = 9.61796693925975554329e-01, ScaleHead = 9.61796700954437255859e-01, ScaleTail = -7.02846165095275826516e-09;

    private const double Ln2 = 6.93147180559945286227e-01, Ln2Head = 6.93147182464599609375e-01, Ln2Tail = -1.90465429995776804525e-09;

    // log2 1.5
    private const double HalfHead = 5.84962487220764160156e-01, HalfTail = 1.35003920212974897128e-08;

    /// <returns>Also NaN for 1 to the power of an infinity, which ECMAScript leaves undefined.</returns>
    public static double Of(double value, double exponent)
    {
        if (exponent == 0) return 1;
        if (double.IsNaN(value) || double.IsNaN(exponent)) return double.NaN;

        var size = Math.Abs(value);
        if (double.IsInfinity(exponent)) return size == 1 ? double.NaN : size > 1 == exponent > 0 ? double.PositiveInfinity : 0;
        switch (exponent)
        {
            case 1:
                return value;
            case -1:
                return 1 / value;
            case 2:
                return value * value;
            case 0.5 when value >= 0:
                return Math.Sqrt(value);
        }

        var isWhole = Math.Floor(exponent) == exponent;
        if (value < 0 && !isWhole && double.IsFinite(value)) return double.NaN;
        var sign = double.IsNegative(value) && isWhole && Math.Abs(exponent % 2) == 1 ? -1 : 1;
        if (size is 0 or 1 || double.IsInfinity(size)) return sign * (exponent < 0 ? 1 / size : size);
        return sign * OfPositive(size, exponent);
    }

    private static double OfPositive(double value, double exponent)
    {
        var exponentHead = Head(exponent);
        var isLarge = Math.Abs(exponentHead) > LargeExponent;
        if (isLarge && (Math.Abs(exponentHead) > TwoTo64 || Math.Abs(value - 1) > NearOne)) return value > 1 == exponent > 0 ? double.PositiveInfinity : 0;

        var (logHead, logTail) = isLarge ? Log2NearOne(value) : Log2(value);
        return TwoTo(exponentHead * logHead, (exponent - exponentHead) * logHead + exponent * logTail);
    }

    private static (double Head, double Tail) Log2NearOne(double value)
    {
        var t = value - 1;
        var w = t * t * (0.5 - t * (0.3333333333333333333333 - t * 0.25));
        var u = InverseLn2Head * t;
        var v = t * InverseLn2Tail - w * InverseLn2;
        var head = Head(u + v);
        return (head, v - (head - u));
    }

    private static (double Head, double Tail) Log2(double value)
    {
        const double SqrtOfOneAndHalf = 1 + 0x3988E / 1048576.0, SqrtOf3 = 1 + 0xBB67A / 1048576.0; // to 20 bits

        var power = 0;
        if (!double.IsNormal(value))
        {
            value *= TwoTo53;
            power = -53;
        }
        var log = Math.ILogB(value);
        power += log;
        value = Math.ScaleB(value, -log); // at least 1, below 2
        var head = Head(value);
        var isNearHalf = head > SqrtOfOneAndHalf && head < SqrtOf3;
        if (head >= SqrtOf3)
        {
            power++;
            value /= 2;
        }
        var (center, centerHead, centerTail) = isNearHalf ? (1.5, HalfHead, HalfTail) : (1.0, 0.0, 0.0);

        // s = (value - center) / (value + center), from which the logarithm is a series: 2 s + 2/3 s^3 + ...
        var u = value - center;
        var v = 1 / (value + center);
        var s = u * v;
        var sHead = Head(s);
        var sumHead = CoarseSum(value, isNearHalf);
        var sumTail = value - (sumHead - center);
        var sTail = v * (u - sHead * sumHead - sHead * sumTail);

        var square = s * s;
        var rest = square * square * (5.99999999999994648725e-01 + square * (4.28571428578550184252e-01 + square * (3.33333329818377432918e-01
            + square * (2.72728123808534006489e-01 + square * (2.30660745775561754067e-01 + square * 2.06975017800338417784e-01)))));
        rest += sTail * (sHead + s);
        square = sHead * sHead;
        var termHead = Head(3 + square + rest);
        var termTail = rest - (termHead - 3 - square);

        u = sHead * termHead;
        v = sTail * termHead + termTail * s;
        var productHead = Head(u + v);
        var productTail = v - (productHead - u);
        var logHead = ScaleHead * productHead;
        var logTail = ScaleTail * productHead + productTail * Scale + centerTail;
        var result = Head(logHead + logTail + centerHead + power);
        return (result, logTail - (result - power - centerHead - logHead));
    }

    /// <summary>2 to the power of a sum.</summary>
    private static double TwoTo(double head, double tail)
    {
        const double OverflowSlack = 8.0085662595372944372e-17; // of half a unit beyond the largest double
        const double Overflow = 1024, Underflow = -1075;

        var sum = tail + head;
        if (sum > Overflow || (sum == Overflow && tail + OverflowSlack > sum - head)) return double.PositiveInfinity;
        if (sum < Underflow || (sum == Underflow && tail <= sum - head)) return 0;

        var whole = 0;
        if (Math.Abs(sum) > 0.5)
        {
            whole = (int)(sum + Math.CopySign(0.5, sum));
            head -= whole;
        }
        var t = Head(tail + head);
        var u = t * Ln2Head;
        var v = (tail - (t - head)) * Ln2 + t * Ln2Tail;
        var z = u + v;
        var w = v - (z - u);
        t = z * z;
        t = z - t * (1.66666666666666019037e-01 + t * (-2.77777777770155933842e-03 + t * (6.61375632143793436117e-05
            + t * (-1.65339022054652515390e-06 + t * 4.13813679705723846039e-08))));
        var r = z * t / (t - 2 - (w + z * w)); // fdlibm subtracts the last part from the quotient; V8 does not
        return Math.ScaleB(1 - (r - z), whole);
    }

    /// <summary>A number without the lower half of its bits, so that products of two of them are exact.</summary>
    private static double Head(double value) => BitConverter.UInt64BitsToDouble(BitConverter.DoubleToUInt64Bits(value) & 0xFFFFFFFF_00000000);

    /// <summary>value + 1, or + 1.5, cut to 20 bits.</summary>
    private static double CoarseSum(double value, bool isNearHalf)
    {
        var high = (uint)(BitConverter.DoubleToUInt64Bits(value) >> 32);
        high = ((high >> 1) | 0x20000000) + 0x00080000 + (isNearHalf ? 0x00040000u : 0);
        return BitConverter.UInt64BitsToDouble((ulong)high << 32);
    }
}
