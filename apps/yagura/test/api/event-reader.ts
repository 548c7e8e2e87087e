/** One server-sent event. */
export type ServerEvent = { readonly id: string | undefined; readonly event: string; readonly data: unknown }

function parse(block: string): ServerEvent | undefined {
  const members = new Map(
    block
      .split('\n')
      .filter((line) => !line.startsWith(':'))
      .map((line) => {
        const [name = '', ...rest] = line.split(': ')
        return [name, rest.join(': ')] as const
      }),
  )
  const data = members.get('data')
  return data === undefined
    ? undefined
    : { id: members.get('id'), event: members.get('event') ?? '', data: JSON.parse(data) }
}

/** Reads the events of an answer one after the other until it ends. Source: WHATWG HTML section 9.2.6. */
export async function* eventsOf(answer: Response): AsyncGenerator<ServerEvent> {
  const decoder = new TextDecoder()
  let text = ''
  if (answer.body === null) return
  for await (const piece of answer.body) {
    text += decoder.decode(piece, { stream: true })
    const blocks = text.split('\n\n')
    text = blocks.pop() ?? ''
    for (const block of blocks) {
      const event = parse(block)
      if (event !== undefined) yield event
    }
  }
}
