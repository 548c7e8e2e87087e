import type { ByteSink } from '../finding.ts'
import type { ConjunctionMessageSink } from './conjunction-message.ts'
import { createJsonMessageReader } from './json-messages.ts'
import { createKvnMessageReader } from './kvn-messages.ts'

const [openBracket, openBrace, byteOrderMark] = [0x5b, 0x7b, 0xef]

/**
 * Reads conjunction data messages that are pushed in as bytes: CCSDS CDM in KVN, or the public summaries of Space-Track in JSON,
 * recognised by the first byte that is no blank. A message that cannot be read becomes one problem, and reading goes on.
 *
 * @param file - The name that problems and origins carry.
 */
export function createConjunctionMessageReader(file: string, sink: ConjunctionMessageSink): ByteSink {
  let reader: ByteSink | undefined
  return {
    write(bytes) {
      let from = 0
      if (!reader) {
        if (bytes[0] === byteOrderMark) from = 3
        while (from < bytes.length && (bytes[from] ?? 0) <= 0x20) from += 1
        const first = bytes[from]
        if (first === undefined) return
        const isJson = first === openBracket || first === openBrace
        reader = isJson ? createJsonMessageReader(file, sink) : createKvnMessageReader(file, sink)
      }
      reader.write(from === 0 ? bytes : bytes.subarray(from))
    },
    end() {
      if (reader) reader.end()
      else
        sink.problem({
          file,
          line: 1,
          field: 'record',
          reason: 'the file is empty, expected conjunction data messages',
        })
    },
  }
}
