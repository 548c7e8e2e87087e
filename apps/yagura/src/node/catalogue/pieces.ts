/** Bytes that are read at a stretch. */
const PIECE_BYTES = 16_384

/** The same bytes in pieces small enough that reading one holds nobody up. */
export async function* piecesOf(bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const chunk of bytes) {
    for (let at = 0; at < chunk.length; at += PIECE_BYTES) yield chunk.subarray(at, at + PIECE_BYTES)
  }
}
