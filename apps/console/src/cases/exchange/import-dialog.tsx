import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { Problem } from '../../api/client.ts'
import type { ApiMarking } from '../../api/models.ts'
import type { Operations } from '../../api/types.ts'
import { Dialog } from '../../components/dialog.tsx'
import { DialogForm } from '../../components/dialog-form.tsx'
import { chosenFile, FileField } from '../../components/file-field.tsx'
import { TextField } from '../../components/text-field.tsx'
import { useConsole, useText } from '../../state/console.ts'
import { MarkChoice } from '../part/mark-choice.tsx'
import { readJsonOf } from './case-file.ts'
import { exchangeMessages } from './messages.ts'

type Imported = Operations['importCaseBundle']['answer']

/** What became of a file of which not all was carried over. */
function Outcome(props: {
  readonly imported: Imported
  readonly onClose: () => void
  readonly onOpened: (id: string) => void
}): JSX.Element {
  const text = useText(exchangeMessages)
  const { caseId, parts, notCarried } = props.imported
  return (
    <Dialog title={text('import')} onClose={props.onClose} wide>
      <p role="status">{text('imported', { count: parts })}</p>
      <ul>
        {notCarried.map(({ what, why }) => (
          <li key={`${what} ${why}`} class="wrap-anywhere">
            <code>{what}</code> {why}
          </li>
        ))}
      </ul>
      <p class="row end">
        <button type="button" class="primary" onClick={() => props.onOpened(caseId)}>
          {text('open')}
        </button>
      </p>
    </Dialog>
  )
}

/** Opens a case from a file of another program. @param props.onOpened - Told of its id once all has been said. */
export function ImportDialog(props: {
  readonly onClose: () => void
  readonly onOpened: (id: string) => void
}): JSX.Element {
  const { client } = useConsole()
  const text = useText(exchangeMessages)
  const [mark, setMark] = useState<ApiMarking | undefined>(undefined)
  const [imported, setImported] = useState<Imported | undefined>(undefined)
  const send = async (entered: FormData): Promise<Problem | undefined> => {
    let bundle: unknown
    try {
      bundle = await readJsonOf(chosenFile(entered, 'file') ?? new Blob([]))
    } catch (cause) {
      const detail = text('unreadable', { why: cause instanceof Error ? cause.message : String(cause) })
      return { title: detail, status: 0, detail, code: 'console/unreadable-file', remedy: 'correct-input' }
    }
    const incident = String(entered.get('incident') ?? '').trim()
    const body = { bundle, ...(incident === '' ? {} : { incident }), ...(mark === undefined ? {} : { mark }) }
    const result = await client.ask('importCaseBundle', { body })
    if (!result.ok) return result.problem
    if (result.answer.notCarried.length === 0) props.onOpened(result.answer.caseId)
    else setImported(result.answer)
    return undefined
  }
  if (imported !== undefined) return <Outcome imported={imported} onClose={props.onClose} onOpened={props.onOpened} />
  return (
    <DialogForm title={text('import')} doing={text('import')} wide onClose={props.onClose} send={send}>
      <div class="fields">
        <div class="whole">
          <FileField
            name="file"
            label={text('importFile')}
            hint={text('importWhat')}
            accept=".json,.afb,.gz"
            required
          />
        </div>
        <TextField name="incident" label={text('incident')} hint={text('incidentHint')} most={300} />
        <MarkChoice start={undefined} onChange={setMark} />
      </div>
    </DialogForm>
  )
}
