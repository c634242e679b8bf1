const ORIENTATION = 0x0112;
/** A directory of one entry, and before it the eight bytes of the header that say where it stands. */
const TURN_BYTES = 26;

/** 1 to 8, by the first directory of the TIFF in an Exif part. */
function orientationIn(tiff: Uint8Array): number | undefined {
  const view = viewOf(tiff);
  try {
    const isLittle = view.getUint16(0) === 0x4949;
    const directory = view.getUint32(4, isLittle);
    for (let index = 0; index < view.getUint16(directory, isLittle); index += 1) {
      const entry = directory + 2 + index * 12;
      if (view.getUint16(entry, isLittle) === ORIENTATION) return view.getUint16(entry + 8, isLittle);
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  return undefined;
}

/**
 * Leaves of a TIFF only how the picture is held, without which it would lie on its side; the rest is zeros. false: it
 * says nothing of that, and all of it is zeros.
 */
export function keepOrientation(tiff: Uint8Array): boolean {
  const orientation = orientationIn(tiff);
  tiff.fill(0);
  if (orientation === undefined || tiff.length < TURN_BYTES) return false;
  const view = viewOf(tiff);
  tiff.set([0x4d, 0x4d, 0, 0x2a]);
  view.setUint32(4, 8);
  view.setUint16(8, 1);
  view.setUint16(10, ORIENTATION);
  view.setUint16(12, 3);
  view.setUint32(14, 1);
  view.setUint16(18, orientation);
  return true;
}

export const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
