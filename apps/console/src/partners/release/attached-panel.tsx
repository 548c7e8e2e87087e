import type { JSX } from 'preact'
import type { ReleasePreview } from '../../api/models.ts'
import { Panel } from '../../components/panel.tsx'
import { Scroll } from '../../components/scroll.tsx'
import { number } from '../../format/format.ts'
import { useText } from '../../state/console.ts'
import { elementsMessages } from './elements-messages.ts'

/** Bulk data that leave with a record, which names them by their hash; nothing where none do. */
export function Attached(props: { readonly preview: ReleasePreview }): JSX.Element | null {
  const text = useText(elementsMessages)
  const { attached } = props.preview
  if (attached === null) return null
  const { rows, sizeBytes, mediaType, sha256, head } = attached
  return (
    <Panel title={text('attached')} aside={text('head')}>
      <p class="card-note">{text('facts', { rows, bytes: number(sizeBytes, 0), type: mediaType })}</p>
      <Scroll label={text('attached')}>
        <pre class="record-body">{head}</pre>
      </Scroll>
      <p class="card-note">
        {text('sha')} <code>{sha256}</code>
      </p>
    </Panel>
  )
}
