import { type IntroductionCase, noteCase } from '@gonghui/shared/matchmaking/introductions'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { call } from '../lib/api'
import { momentOf } from '../lib/words'
import { Button } from '../ui/button'
import { Field } from '../ui/field'
import { useDeeds } from './use-deeds'

interface CaseNotesProps {
  readonly introduction: IntroductionCase
  readonly onNoted: () => void
}

/** What the matchmakers of the two tell each other; nobody else sees it. */
export function CaseNotes({ introduction: { introductionId, notes }, onNoted }: CaseNotesProps) {
  const [text, setText] = useState('')
  const deed = useDeeds()
  const send = () =>
    void deed.run(
      'note',
      () => call(noteCase, { params: { introductionId }, body: { text: text.trim() } }),
      () => {
        setText('')
        onNoted()
      },
    )
  return (
    <View className="person-line">
      {notes.map((note) => (
        <View className="t14 person-words" key={note.writtenAt}>
          <Text className="t12 quiet">
            {note.mine ? '我' : '另一位红娘'}・{momentOf(note.writtenAt)}
          </Text>
          <View>{note.text}</View>
        </View>
      ))}
      <View className="person-line">
        <Field
          id={`note-${introductionId}`}
          label="记一笔"
          value={text}
          max={200}
          onChange={setText}
          hint="只有这条线两边的红娘看到"
          error={deed.failureOf('note')}
          end={
            <Button
              id={`note-send-${introductionId}`}
              tone="pale"
              shape="small"
              disabled={!text.trim()}
              busy={deed.isDoing('note') && '…'}
              onTap={send}
            >
              记下
            </Button>
          }
        />
      </View>
    </View>
  )
}
