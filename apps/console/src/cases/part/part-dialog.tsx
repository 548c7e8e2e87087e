import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { Client, Problem } from '../../api/client.ts'
import type { ApiMarking } from '../../api/models.ts'
import { DialogForm } from '../../components/dialog-form.tsx'
import { Field } from '../../components/field.tsx'
import { chosenFile } from '../../components/file-field.tsx'
import { useConsole, useText } from '../../state/console.ts'
import type { CaseView, ContentOf, PartKind } from '../case-models.ts'
import { caseMessages } from '../messages.ts'
import { contentOf, type Entered } from './content-of.ts'
import { MarkChoice } from './mark-choice.tsx'
import type { PartStart } from './part-act.ts'
import { ADDED_KINDS, enteredOf, partFields } from './part-fields.ts'
import { PartInput } from './part-input.tsx'

type GivenFile =
  | { readonly ok: true; readonly file: ContentOf<'evidence'>['file'] }
  | { readonly ok: false; readonly problem: Problem }

async function giveFile(client: Client, id: string, entered: FormData): Promise<GivenFile> {
  const file = chosenFile(entered, 'file')
  if (file === undefined) return { ok: true, file: undefined }
  const type = /^[a-z0-9.+-]{1,64}\/[a-z0-9.+-]{1,64}$/.test(file.type) ? { mediaType: file.type } : {}
  const query = { name: file.name.slice(0, 200), ...type }
  const given = await client.ask('uploadCaseFile', { params: { id }, query, body: new Blob([file]) })
  return given.ok ? { ok: true, file: given.answer } : given
}

function wordsOf(entered: FormData): Entered {
  return Object.fromEntries([...entered].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])))
}

function KindChoice(props: { readonly kind: PartKind; readonly onChoose: (kind: PartKind) => void }): JSX.Element {
  const text = useText(caseMessages)
  return (
    <Field label={text('kind')}>
      {(id) => (
        <select
          id={id}
          onChange={(event) => {
            const chosen = ADDED_KINDS.find((kind) => kind === event.currentTarget.value)
            if (chosen !== undefined) props.onChoose(chosen)
          }}
        >
          {ADDED_KINDS.map((kind) => (
            <option key={kind} value={kind} selected={kind === props.kind}>
              {text(kind)}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

/** The form of a part: what it says, how it is marked, and what it corrects. */
export function PartDialog(props: {
  readonly found: CaseView
  readonly start: PartStart
  readonly onClose: () => void
  readonly onAdded: () => void
}): JSX.Element {
  const { client, toasts } = useConsole()
  const text = useText(caseMessages)
  const { found, start } = props
  const { corrected } = start
  const [kind, setKind] = useState<PartKind>(start.kind)
  const [mark, setMark] = useState<ApiMarking | undefined>(corrected?.mark)
  const isOffered = corrected === undefined && ADDED_KINDS.some((one) => one === kind)
  const before = corrected?.what.kind === kind ? corrected.what : undefined
  const begun = { ...(before === undefined ? {} : enteredOf(before)), ...start.given }
  const send = async (entered: FormData): Promise<Problem | undefined> => {
    const read = contentOf(kind, wordsOf(entered), before)
    if (!read.ok) {
      const detail = text(read.problem.word, { field: text(read.problem.field) })
      return { title: detail, status: 0, detail, code: 'console/field', remedy: 'correct-input' }
    }
    const given = await giveFile(client, found.id, entered)
    if (!given.ok) return given.problem
    const whole = given.file === undefined ? read : contentOf(kind, wordsOf(entered), before, given.file)
    if (!whole.ok) return undefined
    const body = {
      what: whole.what,
      ...(corrected === undefined ? {} : { corrects: [corrected.key] }),
      ...(mark === undefined ? {} : { mark }),
    }
    const added = await client.ask('addCasePart', { params: { id: found.id }, body })
    if (!added.ok) return added.problem
    toasts.say(text('added'))
    props.onAdded()
    return undefined
  }
  const kindWord = text(kind === 'withdrawn' && corrected !== undefined ? corrected.what.kind : kind)
  const heading =
    corrected === undefined
      ? isOffered
        ? text('addPart')
        : kindWord
      : text(kind === 'withdrawn' ? 'withdrawTitle' : 'correctTitle', { kind: kindWord })
  return (
    <DialogForm
      title={heading}
      doing={corrected === undefined ? text('add') : text(kind === 'withdrawn' ? 'withdraw' : 'correct')}
      wide
      onClose={props.onClose}
      send={send}
    >
      <div class="fields" key={kind}>
        {isOffered ? <KindChoice kind={kind} onChoose={setKind} /> : null}
        {corrected === undefined ? null : <p class="muted whole">{text('correctHint')}</p>}
        {partFields[kind].map((field) => (
          <PartInput key={field.name} field={field} found={found} start={begun[field.name] ?? ''} />
        ))}
        <MarkChoice start={corrected?.mark} onChange={setMark} />
      </div>
    </DialogForm>
  )
}
