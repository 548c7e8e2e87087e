import type { Store } from '@yagura/core'
import { Check } from 'typebox/value'
import { DetectionSettings } from '../../../api/contract/detections.ts'
import { detectionCollections } from './stored-input.ts'

/** Settings of detection, until an administrator changes them. */
const defaults: DetectionSettings = { quietMin: 24 * 60, keptRows: 10_000 }

/** Settings of detection as a store holds them. */
export function readDetectionSettings(store: Store): DetectionSettings {
  const body = store.get(detectionCollections.settings, 'settings')
  return Check(DetectionSettings, body) ? body : defaults
}
