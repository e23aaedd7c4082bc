import { useRef, useState } from 'react';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Message } from '../../ui/Message.tsx';
import { megabytes } from '../words/sizes.ts';
import { ManifestFields } from './ManifestFields.tsx';
import css from './OwnModelDialog.module.css';
import { type OpenedFile, useOwnModel } from './use-own-model.ts';

/** Brings in a network of the user's own: choose its file, look over how it is used, try it. */
export function OwnModelDialog({ onClose }: { readonly onClose: () => void }) {
  const steps = useOwnModel();
  const chooser = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const { opened, form, busy, problem } = steps;
  const choose = () => chooser.current?.click();

  async function take(): Promise<void> {
    if (await steps.take()) onClose();
  }

  return (
    <Dialog
      title="Open your own model"
      onClose={onClose}
      actions={
        form && (
          <>
            <Button onClick={onClose}>Cancel</Button>
            <Button look="primary" disabled={busy !== null} onClick={take}>
              {busy === 'trying' ? 'Trying it out' : 'Try it and use it'}
            </Button>
          </>
        )
      }
    >
      {/* Files land anywhere in it. */}
      <section
        aria-label="Model file"
        data-over={isOver}
        onDragOver={event => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={event => {
          event.preventDefault();
          setOver(false);
          void steps.add([...event.dataTransfer.files]);
        }}
      >
        <p className={css.text}>
          An ONNX network that takes a picture and gives a matte. It stays on this device, and is forgotten
          when you close the tab.
        </p>
        <input
          ref={chooser}
          className="visually-hidden"
          type="file"
          accept=".onnx,.json"
          multiple
          tabIndex={-1}
          aria-label="Model and manifest"
          onChange={({ target }) => {
            void steps.add([...(target.files ?? [])]);
            // So that the same file can be chosen again once it is mended.
            target.value = '';
          }}
        />
        {opened ? (
          <FileRow opened={opened} onChange={choose} />
        ) : (
          <button
            type="button"
            className={css.drop}
            data-over={isOver}
            disabled={busy !== null}
            onClick={choose}
          >
            <Icon name="file" />
            <strong>{emptyWords(steps)}</strong>
            <span>An .onnx file, and its manifest .json if there is one</span>
          </button>
        )}
        {problem && (
          <div className={css.problem}>
            <Message {...problem} tone="problem" />
          </div>
        )}
        {opened && form && (
          <ManifestFields form={form} facts={opened.facts} guessed={steps.guessed} onChange={steps.edit} />
        )}
      </section>
    </Dialog>
  );
}

function emptyWords({ busy, isWaiting }: Pick<ReturnType<typeof useOwnModel>, 'busy' | 'isWaiting'>): string {
  if (busy) return 'Checking the file';
  return isWaiting ? 'The manifest is here: now its .onnx file' : 'Choose files, or drop them here';
}

function FileRow({ opened, onChange }: { readonly opened: OpenedFile; readonly onChange: () => void }) {
  const { bytes, nodes, opset } = opened.facts;
  return (
    <div className={css.file}>
      <Icon name="file" />
      <div>
        <strong>{opened.name}</strong>
        <span>
          {bytes < 1e6 ? 'under 1' : megabytes(bytes)} MB, {nodes.toLocaleString('en')}{' '}
          {nodes === 1 ? 'operation' : 'operations'}, opset {opset}
        </span>
      </div>
      <Button look="quiet" onClick={onChange}>
        Change
      </Button>
    </div>
  );
}
