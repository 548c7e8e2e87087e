import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { Problem } from '../../api/client.ts'
import type { IngestReport, Source } from '../../api/models.ts'
import { ChoiceField } from '../../components/choice-field.tsx'
import { FileDrop } from '../../components/file-drop.tsx'
import { Panel } from '../../components/panel.tsx'
import { ProblemNote } from '../../components/problem.tsx'
import { number } from '../../format/format.ts'
import { useConsole, useText } from '../../state/console.ts'
import { sourcesMessages } from './messages.ts'
import { ProblemTable } from './problem-table.tsx'
import { READS } from './source-dialog.tsx'

/** Reads a file of this computer, chosen or dropped, and says what came of it. */
export function UploadPanel(props: { readonly onRead: () => void }): JSX.Element {
  const { client } = useConsole()
  const text = useText(sourcesMessages)
  const [reads, setReads] = useState<Source['reads']>('elements')
  const [reading, setReading] = useState<string | undefined>(undefined)
  const [report, setReport] = useState<IngestReport | undefined>(undefined)
  const [problem, setProblem] = useState<Problem | undefined>(undefined)
  const read = async (file: File) => {
    setReading(file.name)
    const result = await client.ask('uploadFile', { query: { name: file.name.slice(0, 200), reads }, body: file })
    setReading(undefined)
    setProblem(result.ok ? undefined : result.problem)
    setReport(result.ok ? result.answer : undefined)
    props.onRead()
  }
  return (
    <Panel title={text('uploadTitle')}>
      <FileDrop choose={text('choose')} drop={text('drop')} onFile={(file) => void read(file)}>
        <ChoiceField label={text('reads')} name="uploadReads" words={READS} say={text} onChoose={setReads} />
      </FileDrop>
      <div role="status">
        {reading === undefined ? null : <p class="empty">{text('reading', { name: reading })}</p>}
        {report === undefined ? null : (
          <p class="empty">
            {text('read', {
              name: report.file,
              records: number(report.records, 0),
              added: number(report.added, 0),
              known: number(report.known, 0),
              problems: number(report.problemCount, 0),
            })}
          </p>
        )}
      </div>
      {report === undefined || report.problems.length === 0 ? null : <ProblemTable problems={report.problems} />}
      {problem === undefined ? null : <ProblemNote problem={problem} />}
    </Panel>
  )
}
