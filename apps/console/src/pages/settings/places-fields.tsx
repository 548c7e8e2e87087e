import type { JSX } from 'preact'
import type { Settings } from '../../api/models.ts'
import { useConsole, useText } from '../../state/console.ts'
import { NumberInput, TextInput } from './inputs.tsx'
import { settingsMessages } from './messages.ts'
import { withNewPlace, withoutPlace, withPlace } from './settings-draft.ts'

/** Places of the clock and of passes, with time zone and position. */
export function PlacesFields(props: {
  readonly draft: Settings
  readonly change: (next: Settings) => void
}): JSX.Element {
  const { language } = useConsole()
  const text = useText(settingsMessages)
  const { draft, change } = props
  return (
    <>
      {draft.places.map((place, index) => {
        const put = (changes: Partial<typeof place>) => change(withPlace(draft, index, changes))
        const key = `${draft.places.length}-${index}`
        return (
          <fieldset class="fields place" key={key} aria-label={place.name[language.value]}>
            <TextInput
              label={text('placeEn')}
              value={place.name.en}
              onInput={(en) => put({ name: { ...place.name, en } })}
            />
            <TextInput
              label={text('placeJa')}
              value={place.name.ja}
              onInput={(ja) => put({ name: { ...place.name, ja } })}
            />
            <TextInput label={text('timeZone')} value={place.timeZone} onInput={(timeZone) => put({ timeZone })} />
            <NumberInput
              label={text('lat')}
              value={place.latDeg}
              least={-90}
              most={90}
              onInput={(latDeg) => put({ latDeg })}
            />
            <NumberInput
              label={text('lon')}
              value={place.lonDeg}
              least={-180}
              most={360}
              onInput={(lonDeg) => put({ lonDeg })}
            />
            <NumberInput
              label={text('alt')}
              value={place.altM}
              least={-500}
              most={10_000}
              onInput={(altM) => put({ altM })}
            />
            <p class="row">
              <button type="button" onClick={() => change(withoutPlace(draft, index))}>
                {text('removePlace', { name: place.name[language.value] })}
              </button>
            </p>
          </fieldset>
        )
      })}
      <p class="row form-end">
        <button type="button" onClick={() => change(withNewPlace(draft))} disabled={draft.places.length >= 20}>
          {text('addPlace')}
        </button>
      </p>
    </>
  )
}
