import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { Field } from '../../components/field.tsx'
import { Loaded } from '../../components/loaded.tsx'
import { useNodeText } from '../../components/node-text.tsx'
import { Panel } from '../../components/panel.tsx'
import { TextField } from '../../components/text-field.tsx'
import { useAsk } from '../../state/ask.ts'
import { useConsole, useText } from '../../state/console.ts'
import { elementsMessages } from './elements-messages.ts'
import { elementsAddress, objectsIn } from './subject.ts'

const MOST_CHARACTERS = 20_000

/** Which element sets are released: those of some sources, of some objects, or all. */
export function ElementsChooser(): JSX.Element {
  const { router } = useConsole()
  const text = useText(elementsMessages)
  const nodeText = useNodeText()
  const asked = useAsk('listSources', {}, ['source/'])
  const [isWrong, setWrong] = useState(false)
  const go = (form: FormData): void => {
    const objects = objectsIn(String(form.get('objects') ?? ''))
    setWrong(objects === undefined)
    if (objects !== undefined) router.go(elementsAddress(form.getAll('source').map(String), objects))
  }
  return (
    <Panel title={text('title')}>
      <Loaded asked={asked}>
        {({ items }) => (
          <form
            class="fields"
            onSubmit={(event) => {
              event.preventDefault()
              go(new FormData(event.currentTarget))
            }}
          >
            <Field label={text('sources')} hint={text('sourcesHint')}>
              {(id, hint) => (
                <select id={id} name="source" multiple aria-describedby={hint}>
                  {items
                    .filter(({ reads }) => reads === 'elements')
                    .map((source) => (
                      <option key={source.id} value={source.id}>
                        {nodeText(source.name)}
                      </option>
                    ))}
                </select>
              )}
            </Field>
            <TextField name="objects" label={text('objects')} hint={text('objectsHint')} most={MOST_CHARACTERS} />
            {isWrong ? <p role="alert">{text('notNumbers')}</p> : null}
            <p class="row end">
              <button type="submit" class="primary">
                {text('choose')}
              </button>
            </p>
          </form>
        )}
      </Loaded>
    </Panel>
  )
}
