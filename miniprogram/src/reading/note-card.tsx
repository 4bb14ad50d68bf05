import type { Book } from '@gonghui/shared/reading/campaigns'
import type { NoteFace } from '@gonghui/shared/reading/notes'
import { Text, View } from '@tarojs/components'
import { dateOf } from '../lib/words'
import { Button } from '../ui/button'
import { Card, Chip } from '../ui/card'
import './notes.scss'

const stateWords = {
  unchecked: '等待检查',
  waiting: '等工作人员看',
  held: '被举报，等工作人员看',
  removed: '没有公开',
} as const

interface NoteCardProps {
  readonly note: NoteFace
  readonly book: Book | undefined
  readonly busy: boolean
  readonly onLike: () => void
  readonly onReport: () => void
  readonly onDelete: () => void
}

/** One note in the feed: the pen name, the book, the words, and what can be done with it. */
export function NoteCard({ note, book, busy, onLike, onReport, onDelete }: NoteCardProps) {
  return (
    <Card id={`note-${note.noteId}`}>
      <View className="row note-head">
        <Text className="bold t14">{note.mine ? `${note.penName}（我）` : note.penName}</Text>
        {note.featured && <Chip tone="wait">精选</Chip>}
        {note.state !== 'shown' && <Chip tone="plain">{stateWords[note.state]}</Chip>}
        <View className="grow" />
        <Text className="t12 quiet">{dateOf(note.at)}</Text>
      </View>
      <View className="t16 note-text">{note.text}</View>
      {note.reason && <View className="t12 no">没有公开的原因：{note.reason}</View>}
      <View className="row note-foot">
        <Text className="t12 quiet cut grow">《{book?.title}》</Text>
        {note.mine ? (
          <Button id={`delete-${note.noteId}`} tone="quiet" shape="pill" disabled={busy} onTap={onDelete}>
            删除
          </Button>
        ) : (
          <Button id={`report-${note.noteId}`} tone="quiet" shape="pill" disabled={busy} onTap={onReport}>
            举报
          </Button>
        )}
        {note.mine ? (
          <Text className="t14 quiet numbers">{note.likes} 个赞</Text>
        ) : (
          <Button
            id={`like-${note.noteId}`}
            tone={note.liked ? 'pale' : 'line'}
            shape="pill"
            icon="heart"
            onTap={onLike}
          >
            {note.likes > 0 ? String(note.likes) : '赞'}
          </Button>
        )}
      </View>
    </Card>
  )
}
