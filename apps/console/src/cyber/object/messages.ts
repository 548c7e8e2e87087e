import type { Catalogue } from '../../i18n/text.ts'

type Id =
  | 'properties'
  | 'relations'
  | 'graph'
  | 'versions'
  | 'comments'
  | 'raw'
  | 'rawTitle'
  | 'relation'
  | 'other'
  | 'type'
  | 'noSuchObject'
  | 'noRelations'
  | 'relationsShown'
  | 'version'
  | 'addedAt'
  | 'source'
  | 'mark'
  | 'compare'
  | 'newest'
  | 'compareWith'
  | 'property'
  | 'before'
  | 'after'
  | 'onlyVersion'
  | 'noDifference'
  | 'noComments'
  | 'addNote'
  | 'addOpinion'
  | 'noteText'
  | 'explanation'
  | 'opinion'
  | 'strongly-disagree'
  | 'disagree'
  | 'neutral'
  | 'agree'
  | 'strongly-agree'
  | 'write'
  | 'written'
  | 'writtenBy'
  | 'commentsMark'
  | 'commentShared'
  | 'graphLabel'
  | 'graphKeys'
  | 'leftOut'
  | 'leftOutOne'
  | 'unread'
  | 'wider'
  | 'nearer'
  | 'arranging'
  | 'actors'
  | 'software'
  | 'techniques'
  | 'observed'
  | 'others'
  | 'search'
  | 'yes'
  | 'no'

/** Words of the page of one object. */
export const objectMessages: Catalogue<Id> = {
  en: {
    properties: 'What it says',
    relations: 'Relations',
    graph: 'Around it',
    versions: 'Versions',
    comments: 'Notes and opinions',
    raw: 'Raw',
    rawTitle: 'As it was read',
    relation: 'Relation',
    other: 'With',
    type: 'Type',
    noSuchObject: 'There is no object {id}: an id is a type, two hyphens and a UUID.',
    noRelations: 'No relation or reference leads from it or to it.',
    relationsShown: '{shown} of {total} listed',
    version: 'Version',
    addedAt: 'Added (UTC)',
    source: 'Source',
    mark: 'Mark',
    compare: 'Compare with the newest',
    newest: 'newest',
    compareWith: 'What changed from {version} to the newest',
    property: 'Property',
    before: 'Before',
    after: 'Now',
    onlyVersion: 'There is one version.',
    noDifference: 'They say the same.',
    noComments: 'Nobody has written a note or an opinion about it.',
    addNote: 'Write a note',
    addOpinion: 'Give an opinion',
    noteText: 'Note',
    explanation: 'Why',
    opinion: 'How far one agrees',
    'strongly-disagree': 'strongly disagree',
    disagree: 'disagree',
    neutral: 'neutral',
    agree: 'agree',
    'strongly-agree': 'strongly agree',
    write: 'Write',
    written: 'Written',
    writtenBy: 'By {authors}',
    commentsMark:
      'It is written as an object of STIX by this node, as highly marked as what it is about, and stays with this nation.',
    commentShared: 'Share it: who may get the object by TAXII gets this too, without your name',
    graphLabel: 'Around {name}: {count} objects; the list beside it says the same',
    graphKeys: 'Arrows go to the nearest object in that direction, Enter opens it.',
    leftOut: 'Left out: {what}.',
    leftOutOne: '{count} {type} by {kind}',
    unread: '{count, plural, one {# further relation was not read.} other {# further relations were not read.}}',
    wider: 'Two relations away',
    nearer: 'One relation away',
    arranging: 'Arranging {count} objects',
    actors: 'Actors, campaigns',
    software: 'Malware, tools',
    techniques: 'Techniques',
    observed: 'Indicators, observables',
    others: 'Others',
    search: 'Find what is said to use or indicate it',
    yes: 'yes',
    no: 'no',
  },
  ja: {
    properties: '内容',
    relations: '関係',
    graph: '周囲',
    versions: '版',
    comments: '注記と意見',
    raw: '原文',
    rawTitle: '読み込んだままの内容',
    relation: '関係',
    other: '相手',
    type: '種類',
    noSuchObject: 'オブジェクト {id} はない。idは種別、ハイフン2つ、UUIDからなる。',
    noRelations: 'このオブジェクトからも、ここへも、関係や参照がない。',
    relationsShown: '{total}件中{shown}件を表示',
    version: '版',
    addedAt: '追加 (UTC)',
    source: '出所',
    mark: '表示',
    compare: '最新版と比べる',
    newest: '最新',
    compareWith: '{version} から最新版までの変更',
    property: '項目',
    before: '前',
    after: '現在',
    onlyVersion: '版は一つだけ。',
    noDifference: '内容は同じ。',
    noComments: '注記も意見もまだない。',
    addNote: '注記を書く',
    addOpinion: '意見を述べる',
    noteText: '注記',
    explanation: '理由',
    opinion: '同意の程度',
    'strongly-disagree': '強く反対',
    disagree: '反対',
    neutral: 'どちらでもない',
    agree: '同意',
    'strongly-agree': '強く同意',
    write: '書く',
    written: '書き込みました',
    writtenBy: '{authors}による',
    commentsMark: 'このノードのSTIXオブジェクトとして、対象と同じ高さの表示で書き込まれ、自国にとどまります。',
    commentShared: '共有する：対象をTAXIIで受け取れる相手に、これも氏名なしで渡る',
    graphLabel: '{name}の周囲：{count}件。隣の一覧に同じ内容がある',
    graphKeys: '矢印キーでその方向の最も近いものへ移り、Enter で開く。',
    leftOut: '省いたもの：{what}。',
    leftOutOne: '{kind}の{type} {count}件',
    unread: '読まなかった関係がほかに{count}件ある。',
    wider: '二段先まで',
    nearer: '一段先まで',
    arranging: '{count}件を配置している',
    actors: 'アクター、キャンペーン',
    software: 'マルウェア、ツール',
    techniques: '技術',
    observed: '痕跡、観測対象',
    others: 'その他',
    search: 'これを使う、または示すとされるものを探す',
    yes: 'はい',
    no: 'いいえ',
  },
}
