import type { Catalogue } from '../../i18n/text.ts'

type Id =
  | 'title'
  | 'start'
  | 'days'
  | 'within'
  | 'primaries'
  | 'primariesHint'
  | 'maxAge'
  | 'started'
  | 'job'
  | 'state'
  | 'by'
  | 'times'
  | 'result'
  | 'acts'
  | 'none'
  | 'newScreening'

/** Words of the Jobs page. */
export const jobsMessages: Catalogue<Id> = {
  en: {
    title: 'Jobs',
    start: 'Start screening',
    days: 'Days ahead',
    within: 'Distance, km',
    primaries: 'Only these objects',
    primariesHint: 'Catalogue numbers with commas; empty means all against all',
    maxAge: 'Oldest elements, days',
    started: 'Screening started',
    job: 'Job',
    state: 'State',
    by: 'Started by',
    times: 'Created, ended (UTC)',
    result: 'Progress, result or error',
    acts: 'Acts',
    none: 'No job has been started yet.',
    newScreening: 'New screening',
  },
  ja: {
    title: 'ジョブ',
    start: 'スクリーニング開始',
    days: '期間（日）',
    within: '距離 (km)',
    primaries: '対象を限定',
    primariesHint: 'カタログ番号をコンマ区切りで。空欄は全対全',
    maxAge: '軌道要素の最大経過日数',
    started: 'スクリーニングを開始した',
    job: 'ジョブ',
    state: '状態',
    by: '開始者',
    times: '作成・終了 (UTC)',
    result: '進み・結果・誤り',
    acts: '操作',
    none: 'ジョブはまだない。',
    newScreening: '新しいスクリーニング',
  },
}
