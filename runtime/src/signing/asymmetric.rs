//! Signatures by a key pair that both sides derive from the access key and the secret key.

use zeroize::Zeroizing;

use super::Hash;

/// A signature by ECDSA over P-256, in DER.
///
/// Empty when no key can be derived, which has a chance of less than one in two to the eight thousandth.
#[cfg(feature = "ecdsa")]
pub(super) fn ecdsa_p256(access_key: &str, secret_key: &str, message: &[u8]) -> Vec<u8> {
    use p256::ecdsa::signature::Signer as _;

    let sign = || {
        let private =
            derived_private_key("SDK-ECDSA-P256-SHA256", Hash::Sha256, access_key, secret_key, &P256_LARGEST)?;
        let key = p256::ecdsa::SigningKey::from_slice(private.as_slice()).ok()?;
        let signature: p256::ecdsa::Signature = key.try_sign(message).ok()?;
        Some(der_pair(&signature.to_bytes()))
    };
    sign().unwrap_or_default()
}

/// A signature by SM2, in DER.
#[cfg(feature = "sm2")]
pub(super) fn sm2(access_key: &str, secret_key: &str, message: &[u8]) -> Vec<u8> {
    use sm2::dsa::signature::Signer as _;

    // The identity that the standard gives those who have none.
    const IDENTITY: &str = "1234567812345678";
    let sign = || {
        let private = derived_private_key("SDK-SM2-SM3", Hash::Sm3, access_key, secret_key, &SM2_LARGEST)?;
        let key = sm2::SecretKey::from_slice(private.as_slice()).ok()?;
        let key = sm2::dsa::SigningKey::new(IDENTITY, &key).ok()?;
        let signature: sm2::dsa::Signature = key.try_sign(message).ok()?;
        Some(der_pair(&signature.to_bytes()))
    };
    sign().unwrap_or_default()
}

/// The order of the curve less two: candidates up to here become keys by adding one.
#[cfg(feature = "ecdsa")]
const P256_LARGEST: [u8; 32] = [
    0xff, 0xff, 0xff, 0xff, 0x00, 0x00, 0x00, 0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xbc, 0xe6, 0xfa,
    0xad, 0xa7, 0x17, 0x9e, 0x84, 0xf3, 0xb9, 0xca, 0xc2, 0xfc, 0x63, 0x25, 0x4f,
];
#[cfg(feature = "sm2")]
const SM2_LARGEST: [u8; 32] = [
    0xff, 0xff, 0xff, 0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x72, 0x03, 0xdf,
    0x6b, 0x21, 0xc6, 0x05, 0x2b, 0x53, 0xbb, 0xf4, 0x09, 0x39, 0xd5, 0x41, 0x21,
];

fn derived_private_key(
    algorithm: &str,
    hash: Hash,
    access_key: &str,
    secret_key: &str,
    largest: &[u8; 32],
) -> Option<Zeroizing<[u8; 32]>> {
    (0..=u8::MAX).find_map(|counter| {
        let message =
            [&[0, 0, 0, 1], algorithm.as_bytes(), &[0], access_key.as_bytes(), &[counter], &[0, 0, 1, 0]].concat();
        let code = Zeroizing::new(hash.hmac(secret_key.as_bytes(), &message));
        let candidate = Zeroizing::new(<[u8; 32]>::try_from(code.as_slice()).ok()?);
        (*candidate <= *largest).then(|| plus_one(candidate))
    })
}

fn plus_one(mut number: Zeroizing<[u8; 32]>) -> Zeroizing<[u8; 32]> {
    for byte in number.iter_mut().rev() {
        let (sum, carry) = byte.overflowing_add(1);
        *byte = sum;
        if !carry {
            break;
        }
    }
    number
}

/// The DER form of the two numbers of a signature, which come one after the other.
fn der_pair(numbers: &[u8]) -> Vec<u8> {
    let mut content = Vec::new();
    let (first, second) = numbers.split_at_checked(32).unwrap_or((numbers, &[]));
    for number in [first, second] {
        let zeros = number.iter().take_while(|byte| **byte == 0).count();
        let digits = number.get(zeros..).unwrap_or_default();
        // A number is positive: a leading bit that says otherwise gets a zero before it.
        let sign = digits.first().is_none_or(|byte| byte & 0x80 != 0);
        let length = digits.len() + usize::from(sign);
        content.extend([2, u8::try_from(length).unwrap_or_default()]);
        content.extend(sign.then_some(0));
        content.extend(digits);
    }
    let mut whole = vec![0x30, u8::try_from(content.len()).unwrap_or_default()];
    whole.extend(content);
    whole
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::signing::hex;

    #[test]
    fn numbers_in_der() {
        let mut numbers = [0_u8; 64];
        numbers[31] = 0x7f;
        numbers[32] = 0x80;
        let encoded = hex(&der_pair(&numbers));
        assert_eq!(encoded, format!("302602017f02210080{}", "00".repeat(31)));
        assert_eq!(hex(&der_pair(&[0; 64])), "3006020100020100");
    }

    #[test]
    fn adding_one_carries() {
        let mut number = [0xff_u8; 32];
        number[0] = 1;
        let sum = plus_one(Zeroizing::new(number));
        assert_eq!((sum[0], sum[1], sum[31]), (2, 0, 0));
    }
}
