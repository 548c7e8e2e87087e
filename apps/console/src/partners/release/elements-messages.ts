import type { Catalogue } from '../../i18n/text.ts'

const en = {
  share: 'Share element sets…',
  title: 'Which element sets',
  sources: 'Sources',
  everySource: 'all sources',
  sourcesHint: 'The newest set of each object is shared; none chosen means all.',
  objects: 'Catalogue numbers',
  objectsHint: 'With commas, as in 25544, 48274. Empty: all objects of these sources.',
  notNumbers: 'Only catalogue numbers with commas.',
  choose: 'Show what would leave',
  attached: 'The element sets, byte for byte',
  facts: '{rows, plural, one {# element set} other {# element sets}} · {bytes} bytes · {type}',
  sha: 'SHA-256',
  head: 'First lines',
}

/** Words of a release of element sets. */
export const elementsMessages: Catalogue<keyof typeof en> = {
  en,
  ja: {
    share: '軌道要素を提供…',
    title: '提供する軌道要素',
    sources: '情報源',
    everySource: 'すべての情報源',
    sourcesHint: '各物体の最新の要素を提供する。選ばなければすべて。',
    objects: 'カタログ番号',
    objectsHint: '25544, 48274 のようにコンマで区切る。空欄なら、その情報源のすべての物体。',
    notNumbers: 'コンマで区切ったカタログ番号だけを入力する。',
    choose: '提供される内容を表示',
    attached: '軌道要素（バイト単位で同一）',
    facts: '軌道要素{rows}組 · {bytes}バイト · {type}',
    sha: 'SHA-256',
    head: '先頭の行',
  },
}
