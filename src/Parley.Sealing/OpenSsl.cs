using System.Reflection;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Parley.Sealing;

/// <summary>
/// The few calls of OpenSSL 3 that Ed25519 needs. It is the very library .NET's own cryptography uses on Linux, so
/// nothing more has to be installed or trusted.
/// </summary>
internal static partial class OpenSsl
{
    private const string Library = "libcrypto";
    private const int Ed25519Type = 1087;

    private static readonly string[] Names =
    [
        "libcrypto.so.3",
        "libcrypto.so",
        "libcrypto.3.dylib",
        "/opt/homebrew/opt/openssl@3/lib/libcrypto.3.dylib",
        "/usr/local/opt/openssl@3/lib/libcrypto.3.dylib",
        "libcrypto-3-x64.dll",
        "libcrypto-3.dll",
    ];

    static OpenSsl() => NativeLibrary.SetDllImportResolver(typeof(OpenSsl).Assembly, Resolve);

    /// <summary>A key pair from its 32-byte seed.</summary>
    public static KeyHandle PrivateKey(ReadOnlySpan<byte> seed) =>
        NewPrivateKey(Ed25519Type, 0, seed, (nuint)seed.Length).Checked();

    /// <summary>A public key from its 32 bytes; an invalid handle where OpenSSL takes them for none.</summary>
    public static KeyHandle PublicKey(ReadOnlySpan<byte> key) => NewPublicKey(Ed25519Type, 0, key, (nuint)key.Length);

    public static byte[] PublicBytes(KeyHandle key)
    {
        var bytes = new byte[32];
        var length = (nuint)bytes.Length;
        Check(GetPublicKey(key, bytes, ref length));
        return bytes;
    }

    public static byte[] Sign(KeyHandle key, ReadOnlySpan<byte> message)
    {
        using var context = NewContext();
        Check(DigestSignInit(context, 0, 0, 0, key));
        var signature = new byte[64];
        var length = (nuint)signature.Length;
        Check(DigestSign(context, signature, ref length, message, (nuint)message.Length));
        return signature;
    }

    public static bool Verify(KeyHandle key, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        using var context = NewContext();
        Check(DigestVerifyInit(context, 0, 0, 0, key));
        if (DigestVerify(context, signature, (nuint)signature.Length, message, (nuint)message.Length) == 1)
        {
            return true;
        }
        // A bad signature leaves an error behind that .NET's own calls on this thread must not stumble over.
        ClearErrors();
        return false;
    }

    private static KeyHandle Checked(this KeyHandle key) => key.IsInvalid ? throw Failed() : key;

    private static void Check(int result)
    {
        if (result != 1)
        {
            throw Failed();
        }
    }

    private static CryptographicException Failed()
    {
        ClearErrors();
        return new CryptographicException("OpenSSL refused an Ed25519 operation.");
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (!string.Equals(name, Library, StringComparison.Ordinal))
        {
            return 0;
        }
        foreach (var candidate in Names)
        {
            if (NativeLibrary.TryLoad(candidate, assembly, path, out var handle))
            {
                return handle;
            }
        }
        throw new DllNotFoundException(
            "Parley needs OpenSSL 3 (libcrypto.so.3) for Ed25519. On Debian or Ubuntu: apt-get install libssl3."
        );
    }

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_new_raw_private_key")]
    private static partial KeyHandle NewPrivateKey(int type, nint engine, ReadOnlySpan<byte> key, nuint length);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_new_raw_public_key")]
    private static partial KeyHandle NewPublicKey(int type, nint engine, ReadOnlySpan<byte> key, nuint length);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_get_raw_public_key")]
    private static partial int GetPublicKey(KeyHandle key, Span<byte> bytes, ref nuint length);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_free")]
    private static partial void FreeKey(nint key);

    [LibraryImport(Library, EntryPoint = "EVP_MD_CTX_new")]
    private static partial ContextHandle NewContext();

    [LibraryImport(Library, EntryPoint = "EVP_MD_CTX_free")]
    private static partial void FreeContext(nint context);

    [LibraryImport(Library, EntryPoint = "EVP_DigestSignInit")]
    private static partial int DigestSignInit(
        ContextHandle context,
        nint pctx,
        nint digest,
        nint engine,
        KeyHandle key
    );

    [LibraryImport(Library, EntryPoint = "EVP_DigestSign")]
    private static partial int DigestSign(
        ContextHandle context,
        Span<byte> signature,
        ref nuint signatureLength,
        ReadOnlySpan<byte> message,
        nuint messageLength
    );

    [LibraryImport(Library, EntryPoint = "EVP_DigestVerifyInit")]
    private static partial int DigestVerifyInit(
        ContextHandle context,
        nint pctx,
        nint digest,
        nint engine,
        KeyHandle key
    );

    [LibraryImport(Library, EntryPoint = "EVP_DigestVerify")]
    private static partial int DigestVerify(
        ContextHandle context,
        ReadOnlySpan<byte> signature,
        nuint signatureLength,
        ReadOnlySpan<byte> message,
        nuint messageLength
    );

    [LibraryImport(Library, EntryPoint = "ERR_clear_error")]
    private static partial void ClearErrors();

    /// <summary>An EVP_PKEY. It may be used from several threads at once.</summary>
    internal sealed class KeyHandle() : SafeHandle(0, ownsHandle: true)
    {
        public override bool IsInvalid => handle == 0;

        protected override bool ReleaseHandle()
        {
            FreeKey(handle);
            return true;
        }
    }

    /// <summary>An EVP_MD_CTX, for one operation.</summary>
    internal sealed class ContextHandle() : SafeHandle(0, ownsHandle: true)
    {
        public override bool IsInvalid => handle == 0;

        protected override bool ReleaseHandle()
        {
            FreeContext(handle);
            return true;
        }
    }
}
