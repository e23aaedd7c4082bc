const HEADER_BYTES = 26;
/** Photoshop's number for a block of Exif among its resources. */
const EXIF_RESOURCE = 1058;
const SIGNATURE = 0x3842494d;

/** A Photoshop file with an Exif block among its resources, which stand behind its header and colours. Borrows both. */
export async function exifIntoPsd(file: Blob, block: Uint8Array): Promise<Blob> {
  const colours = await longAt(file, HEADER_BYTES);
  const at = HEADER_BYTES + 4 + colours;
  const length = await longAt(file, at);
  const resource = new Uint8Array(12 + block.length + (block.length & 1));
  const view = new DataView(resource.buffer);
  view.setUint32(0, SIGNATURE);
  view.setUint16(4, EXIF_RESOURCE);
  // Its name is empty: two bytes of nothing.
  view.setUint32(8, block.length);
  resource.set(block, 12);
  const grown = new Uint8Array(4);
  new DataView(grown.buffer).setUint32(0, length + resource.length);
  return new Blob(
    [file.slice(0, at), grown, file.slice(at + 4, at + 4 + length), resource, file.slice(at + 4 + length)],
    {
      type: file.type,
    },
  );
}

async function longAt(file: Blob, at: number): Promise<number> {
  return new DataView(await file.slice(at, at + 4).arrayBuffer()).getUint32(0);
}
