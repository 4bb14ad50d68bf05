import type { ManagedCampaign } from '@gonghui/shared/reading/campaigns'
import {
  type Decision,
  type DeskNote,
  decideNote,
  type deskLists,
  listDeskNotes,
} from '@gonghui/shared/reading/notes'
import { Text, View } from '@tarojs/components'
import { useMemo, useState } from 'react'
import { call } from '../lib/api'
import { serverNowMs } from '../lib/server-clock'
import { saidOf, untilKnown } from '../lib/until-known'
import { useList } from '../lib/use-list'
import { whenOf } from '../lib/words'
import { Button } from '../ui/button'
import { Card, Chip, SectionHead } from '../ui/card'
import { Chips, Field } from '../ui/field'
import { More } from '../ui/more'
import { Confirm } from '../ui/sheet'
import { Loading, Offline, Refused } from '../ui/states'
import { toast } from '../ui/toast'
import './console-reading.scss'

type List = (typeof deskLists)[number]
const tabs: readonly { value: List; text: string }[] = [
  { value: 'waiting', text: '等着看' },
  { value: 'newest', text: '已公开' },
  { value: 'featured', text: '精选' },
]
const emptyWords = {
  waiting: '没有等着看的笔记。微信拿不准的、被书友举报的会到这里。',
  newest: '还没有公开的笔记',
  featured: '还没有精选，从“已公开”里挑',
} as const satisfies Record<List, string>
const doneWords = { show: '已公开', feature: '已精选', unfeature: '已取消精选', remove: '已撤下' } as const

const whyWords = ({ state, reports }: DeskNote): string =>
  state === 'waiting' ? '微信拿不准' : reports.map(({ reason, count }) => `${reason} ${count} 次`).join('、')

/** 书友笔记 at the desk: what waits to be judged, and what is featured. Nobody here is told who wrote it. */
export function NoteDesk({ campaign: { campaignId, books } }: { readonly campaign: ManagedCampaign }) {
  const [shown, setShown] = useState<List>('waiting')
  const params = useMemo(() => ({ campaignId }), [campaignId])
  const query = useMemo(() => ({ list: shown }), [shown])
  const list = useList(listDeskNotes, query, { params })
  const [working, setWorking] = useState<string>()
  const [removing, setRemoving] = useState<DeskNote>()
  const [reason, setReason] = useState('')
  const { state, items } = list

  const decide = async (noteId: string, body: Decision) => {
    setWorking(noteId)
    const ended = await untilKnown(() => call(decideNote, { params: { noteId }, body }))
    setWorking(undefined)
    if (ended.kind !== 'answer') return toast(saidOf(ended))
    toast(doneWords[body.decision])
    setRemoving(undefined)
    setReason('')
    await list.reload()
  }

  return (
    <Card id="note-desk">
      <SectionHead title="书友笔记" />
      <Chips id="desk-list" value={shown} options={tabs} onChange={setShown} />
      {state.kind === 'loading' && <Loading rows={2} />}
      {state.kind === 'offline' && <Offline busy={state.busy} onRetry={list.reload} />}
      {state.kind === 'refused' && <Refused problem={state.problem} />}
      {state.kind === 'ready' && items.length === 0 && (
        <View className="t14 quiet reading-desk-empty">{emptyWords[shown]}</View>
      )}
      {items.map((note) => (
        <View key={note.noteId} className="reading-desk-note" id={`desk-${note.noteId}`}>
          <View className="row-between">
            <Text className="t12 quiet cut">
              {note.penName}・《{books.find(({ bookId }) => bookId === note.bookId)?.title}》・
              {whenOf(note.at, serverNowMs())}
              {shown !== 'waiting' && `・${note.likes} 个赞`}
            </Text>
            {shown === 'waiting' && <Chip tone="wait">{whyWords(note)}</Chip>}
          </View>
          <View className="t14 reading-desk-text">{note.text}</View>
          <View className="row reading-desk-ways">
            {shown === 'waiting' ? (
              <Button
                id={`show-${note.noteId}`}
                shape="small"
                disabled={working === note.noteId}
                onTap={() => void decide(note.noteId, { decision: 'show' })}
              >
                可以公开
              </Button>
            ) : (
              <Button
                id={`feature-${note.noteId}`}
                tone="line"
                shape="small"
                disabled={working === note.noteId}
                onTap={() => void decide(note.noteId, { decision: note.featured ? 'unfeature' : 'feature' })}
              >
                {note.featured ? '取消精选' : '精选'}
              </Button>
            )}
            <Button
              id={`remove-${note.noteId}`}
              tone="line"
              shape="small"
              disabled={working === note.noteId}
              onTap={() => setRemoving(note)}
            >
              撤下
            </Button>
          </View>
        </View>
      ))}
      <More list={list} />
      {removing && (
        <Confirm
          title="撤下这篇笔记？"
          body={
            <Field
              id="remove-reason"
              label="原因（作者会看到）"
              value={reason}
              max={60}
              onChange={setReason}
              placeholder="例如：与读书无关"
            />
          }
          yes="撤下"
          tone="danger"
          busy={working !== undefined && '正在撤下…'}
          onNo={() => setRemoving(undefined)}
          onYes={() =>
            reason.trim()
              ? void decide(removing.noteId, { decision: 'remove', reason: reason.trim() })
              : toast('请写一句原因')
          }
        />
      )}
    </Card>
  )
}
