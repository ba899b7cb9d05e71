//! The dashboard's files: named by content, compressed ahead, written only when they changed.

use anyhow::Context;
use flate2::write::GzEncoder;
use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::Path;

/// A finished file.
pub(super) struct Asset {
    /// The file's name, with its hash unless it is the page itself.
    pub(super) name: String,
    /// The file's content.
    pub(super) bytes: Vec<u8>,
}

/// What a file weighs, in bytes.
pub(super) struct Size {
    name: String,
    plain: usize,
    brotli: usize,
    gzip: usize,
}

/// An asset whose name carries the hash of its content, so that caches may keep it for ever.
pub(super) fn named(stem: &str, extension: &str, bytes: Vec<u8>) -> Asset {
    let hash = blake3::hash(&bytes).to_hex();
    Asset { name: format!("{stem}-{}.{extension}", &hash[..16]), bytes }
}

/// Writes each asset and its compressed forms into `folder`, and removes whatever else is there.
pub(super) fn write(folder: &Path, assets: &[Asset]) -> anyhow::Result<Vec<Size>> {
    fs::create_dir_all(folder)?;
    let mut kept = BTreeSet::new();
    let mut sizes = Vec::new();
    for asset in assets {
        sizes.push(write_one(folder, asset)?);
        kept.extend(["", ".br", ".gz"].map(|suffix| format!("{}{suffix}", asset.name)));
    }
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if !kept.contains(&*entry.file_name().to_string_lossy()) {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(sizes)
}

/// Prints what each file weighs, and what a browser transfers for the whole dashboard.
pub(super) fn print(sizes: &[Size]) {
    eprintln!("{:>34} {:>10} {:>10} {:>10}", "KiB", "plain", "gzip", "brotli");
    for Size { name, plain, brotli, gzip } in sizes {
        eprintln!("{name:>34} {:>10} {:>10} {:>10}", kib(*plain), kib(*gzip), kib(*brotli));
    }
    let transfer = sizes.iter().map(|size| size.brotli).sum();
    eprintln!("{:>34} {:>32}", "transferred in all", kib(transfer));
}

fn kib(bytes: usize) -> String {
    format!("{}.{}", bytes / 1024, bytes % 1024 * 10 / 1024)
}

/// Leaves an unchanged file alone: best compression is slow, and a new file rebuilds the server.
fn write_one(folder: &Path, asset: &Asset) -> anyhow::Result<Size> {
    let path = |suffix: &str| folder.join(format!("{}{suffix}", asset.name));
    let changed = !path(".gz").exists() || fs::read(path("")).ok().as_ref() != Some(&asset.bytes);
    if changed {
        fs::write(path(".br"), brotli(&asset.bytes)?)?;
        fs::write(path(""), &asset.bytes)?;
        fs::write(path(".gz"), gzip(&asset.bytes)?)?;
    }
    let length = |suffix: &str| -> anyhow::Result<usize> {
        let length =
            fs::metadata(path(suffix)).with_context(|| format!("{} is missing", path(suffix).display()))?;
        Ok(usize::try_from(length.len())?)
    };
    Ok(Size {
        name: asset.name.clone(),
        plain: asset.bytes.len(),
        brotli: length(".br")?,
        gzip: length(".gz")?,
    })
}

fn brotli(bytes: &[u8]) -> anyhow::Result<Vec<u8>> {
    let mut packed = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams { quality: 11, ..Default::default() };
    brotli::BrotliCompress(&mut &*bytes, &mut packed, &parameters)?;
    Ok(packed)
}

fn gzip(bytes: &[u8]) -> anyhow::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_build_replaces_what_the_last_one_wrote() {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), &[named("boot", "js", b"one".to_vec())]).unwrap();
        let second = named("boot", "js", b"two".to_vec());
        write(folder.path(), std::slice::from_ref(&second)).unwrap();
        let mut files: Vec<String> = fs::read_dir(folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        files.sort();
        assert_eq!(files, ["", ".br", ".gz"].map(|suffix| format!("{}{suffix}", second.name)));
    }

    #[test]
    fn the_compressed_forms_unpack_to_the_file() {
        let text = b"pesos por dolar ".repeat(50);
        let mut unpacked = Vec::new();
        brotli::BrotliDecompress(&mut brotli(&text).unwrap().as_slice(), &mut unpacked).unwrap();
        assert_eq!(unpacked, text);
        let mut unpacked = Vec::new();
        let packed = gzip(&text).unwrap();
        std::io::copy(&mut flate2::read::GzDecoder::new(packed.as_slice()), &mut unpacked).unwrap();
        assert_eq!(unpacked, text);
    }
}
