import { View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { leaveReadyFile, type ReadyFile, sendReadyFile, useReadyFile } from '../lib/ready-file'
import { Button } from './button'
import { Sheet } from './sheet'

/** Where a fetched file waits for the tap that sends it; each page's frame has it. */
export function ReadyFileSheet() {
  const file = useReadyFile()
  useEffect(() => leaveReadyFile, [])
  return file ? <Waiting file={file} /> : null
}

function Waiting({ file }: { readonly file: ReadyFile }) {
  const [said, setSaid] = useState<string>()
  return (
    <Sheet title="文件下载好了" onClose={leaveReadyFile}>
      <View className="sheet-body">
        {file.saveAs}。微信里打不开这种文件：发到聊天里（可以发给“文件传输助手”），再用别的应用或电脑打开。
      </View>
      {said && <View className="t14 no sheet-words">{said}</View>}
      <Button id="send-file" icon="upload" onTap={() => void sendReadyFile(file).then(setSaid)}>
        发到聊天
      </Button>
    </Sheet>
  )
}
