import type { Catalogue } from '../../i18n/text.ts'
import { type ApproachMessageId, approachMessagesEn } from './messages-en.ts'
import { approachMessagesJa } from './messages-ja.ts'

/** Words of the list of close approaches. */
export const approachMessages: Catalogue<ApproachMessageId> = { en: approachMessagesEn, ja: approachMessagesJa }
