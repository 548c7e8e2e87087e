import type { Catalogue } from '../../i18n/text.ts'
import { type EncounterMessageId, encounterMessagesEn } from './messages-en.ts'
import { encounterMessagesJa } from './messages-ja.ts'

/** Words of the encounter view. */
export const encounterMessages: Catalogue<EncounterMessageId> = { en: encounterMessagesEn, ja: encounterMessagesJa }
