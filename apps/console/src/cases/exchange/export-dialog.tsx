import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { Problem } from '../../api/client.ts'
import { ChoiceField } from '../../components/choice-field.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { ProblemNote } from '../../components/problem.tsx'
import { Scroll } from '../../components/scroll.tsx'
import { number } from '../../format/format.ts'
import { Marked, RecordMark } from '../../partners/marking/marked.tsx'
import { saveFile } from '../../partners/save-file.ts'
import { useConsole, useText } from '../../state/console.ts'
import { type CaseFile, type CaseForm, writeCaseFile } from './case-file.ts'
import { exchangeMessages } from './messages.ts'

const FORMS = ['stix', 'attack-flow', 'json'] as const
/** The choice that is no nation. */
const OWN = ''

/** What goes, byte for byte, what is kept back, and the button that saves just this. */
function Shown(props: { readonly file: CaseFile; readonly nation: string | undefined }): JSX.Element {
  const text = useText(exchangeMessages)
  const { file, nation } = props
  const { name, heldBack, mark, notCarried, isEmpty } = file
  if (isEmpty && nation !== undefined) return <p role="status">{text('nothing', { nation })}</p>
  const held = text(nation === undefined ? 'heldBack' : 'heldBackForPartner', { count: heldBack })
  return (
    <Marked markings={mark === null ? [] : [mark]}>
      {(tools) => (
        <section aria-label={name}>
          <dl class="facts">
            <dt>{text('file')}</dt>
            <dd class="wrap-anywhere">{name}</dd>
            <dt>{text('fileMark')}</dt>
            <dd>{mark === null ? text('severalMarks') : <RecordMark words={tools.portionOf(mark)} />}</dd>
          </dl>
          {heldBack === 0 ? null : <p role="status">{held}</p>}
          {notCarried.length === 0 ? null : (
            <details>
              <summary>
                {text('notCarried')} ({number(notCarried.length, 0)})
              </summary>
              <ul>
                {notCarried.map(({ what, why }) => (
                  <li key={what} class="wrap-anywhere">
                    <code>{what}</code> {why}
                  </li>
                ))}
              </ul>
            </details>
          )}
          <h3>{text('bytes', { size: number(new TextEncoder().encode(file.text).length, 0) })}</h3>
          <Scroll label={name}>
            <pre>{file.text}</pre>
          </Scroll>
          <p class="row end">
            <button type="button" class="primary" onClick={() => saveFile(name, file.text, 'application/json')}>
              {text('save')}
            </button>
          </p>
        </section>
      )}
    </Marked>
  )
}

/** Takes a case out: in which form, for whom, and what goes is shown before it is saved. */
export function ExportDialog(props: { readonly id: string; readonly onClose: () => void }): JSX.Element {
  const { client, partners, status } = useConsole()
  const text = useText(exchangeMessages)
  const [form, setForm] = useState<CaseForm>('stix')
  const [nation, setNation] = useState(OWN)
  const [file, setFile] = useState<CaseFile | undefined>(undefined)
  const [problem, setProblem] = useState<Problem | undefined>(undefined)
  const nations = [...new Set((partners.value ?? []).map(({ card }) => card.party))].sort()
  const reader = form === 'json' || nation === OWN ? undefined : nation
  const change = (apply: () => void) => {
    apply()
    setFile(undefined)
    setProblem(undefined)
  }
  const show = async () => {
    const mode = status.value?.mode ?? 'REAL'
    const written = await writeCaseFile(client, { id: props.id, form, nation: reader, mode })
    setFile(written.ok ? written.file : undefined)
    setProblem(written.ok ? undefined : written.problem)
  }
  return (
    <Dialog title={text('export')} onClose={props.onClose} wide>
      <div class="fields">
        <ChoiceField
          label={text('form')}
          name="form"
          words={FORMS}
          say={text}
          onChoose={(word) => change(() => setForm(word))}
        />
        {form === 'json' || nations.length === 0 ? null : (
          <ChoiceField
            label={text('reader')}
            name="reader"
            words={[OWN, ...nations]}
            start={nation}
            say={(word) => (word === OWN ? text('ownUse') : text('forPartner', { nation: word }))}
            onChoose={(word) => change(() => setNation(word))}
          />
        )}
      </div>
      <p>{reader === undefined ? text('aboutOwn') : text('aboutPartner', { nation: reader })}</p>
      {problem === undefined ? null : <ProblemNote problem={problem} />}
      {file === undefined ? (
        <p class="row end">
          <small class="hint">{text('audited')}</small>
          <button type="button" class="primary" onClick={() => void show()}>
            {text('show')}
          </button>
        </p>
      ) : (
        <Shown file={file} nation={reader} />
      )}
    </Dialog>
  )
}
