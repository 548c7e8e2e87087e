import { markFor, recordsAt, type TestPartner } from './partner-nodes.ts'

/** For Japan and the United States. */
export const both = markFor('JPN', 'USA')

/** Records of a kind that a node has put into its own logs. */
export async function saidBy(node: TestPartner, kind: string) {
  return (await recordsAt(node, node)).filter((record) => record.kind === kind)
}

/** What a line of a log says. */
export function bodyOf(line: string | null | undefined) {
  return JSON.parse(line ?? '{}').body
}
