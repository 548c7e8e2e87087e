import { firstOf, textsAt } from './field-reader.ts'
import { attachedFiles, messageFields, nameFields } from './observed-fields.ts'
import { type Observing, textual } from './observing.ts'

/**
 * Mailboxes wherever they stand, and the message that they are of.
 *
 * @returns Whether the event is of a message.
 */
export function observeMail({ event, fields, add }: Observing): boolean {
  const boxes = new Map<string, string>()
  const boxRef = (mailbox: string): string => {
    const known = boxes.get(mailbox) ?? add({ type: 'email-addr', value: mailbox })
    boxes.set(mailbox, known)
    return known
  }
  for (const mailbox of textsAt(fields, nameFields['email-addr']).flatMap(mailboxesIn)) boxRef(mailbox)
  const refs = (entry: keyof typeof messageFields): readonly string[] =>
    textsAt(fields, messageFields[entry]).flatMap(mailboxesIn).map(boxRef)
  const [[from], [sender], to, cc] = [refs('from'), refs('sender'), refs('to'), refs('cc')]
  for (const name of textsAt(fields, attachedFiles)) add({ type: 'file', name })
  const messageId = firstOf(fields, messageFields.id)
  const isMail = event.kind === 'smtp' || [from, sender, to[0], messageId].some((each) => each !== undefined)
  if (!isMail) return false
  add({
    type: 'email-message',
    ...textual('subject', firstOf(fields, messageFields.subject)),
    ...textual('message_id', messageId),
    ...textual('from_ref', from),
    ...textual('sender_ref', sender),
    ...(to.length > 0 && { to_refs: to }),
    ...(cc.length > 0 && { cc_refs: cc }),
  })
  return true
}

/** Several stand in one text as `Some One <someone@sample.example>, other@sample.example`; a name of a person may hold a comma, too. */
function mailboxesIn(text: string): readonly string[] {
  const mailboxes = text
    .split(/[,;]/)
    .map(bareMailbox)
    .filter((part) => part.includes('@'))
  return mailboxes.length === 0 ? [bareMailbox(text)] : mailboxes
}

/** `Some One <someone@sample.example>` names a mailbox and who has it. */
function bareMailbox(text: string): string {
  return /<([^<>\s]+)>\s*$/.exec(text)?.[1] ?? text.trim()
}
