// A picture of one side of a document: the camera inside the page with a frame to lay it into, or the phone's own camera or a file.

import type { VNode } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { pageTexts } from '../../texts/use-page-texts.ts';
import type { DocumentSide } from './picture-size.ts';
import { fitInto, LONGEST_SIDE_PX } from './picture-size.ts';

export function TakePicture(props: {
  readonly side: DocumentSide;
  readonly busy: boolean;
  readonly onPicture: (picture: Blob) => void;
}): VNode {
  const { side } = props;
  const video = useRef<HTMLVideoElement>(null);
  const [camera, setCamera] = useState<'starting' | 'on' | 'none'>('starting');
  const [taken, setTaken] = useState<{ readonly picture: Blob; readonly url: string } | undefined>(undefined);
  const [unreadable, setUnreadable] = useState(false);

  useEffect(() => {
    if (taken) return; // the camera rests while the picture is looked at
    let stream: MediaStream | undefined;
    let here = true;
    const facingMode = side === 'face' ? 'user' : 'environment';
    const video_ = { facingMode, width: { ideal: LONGEST_SIDE_PX } };
    const asked =
      navigator.mediaDevices?.getUserMedia({ video: video_, audio: false }) ?? Promise.reject(new Error('no camera'));
    asked.then(
      (got) => {
        if (!here) return stop(got);
        stream = got;
        setCamera('on');
        if (video.current) video.current.srcObject = got;
      },
      () => here && setCamera('none'),
    );
    return () => {
      here = false;
      if (stream) stop(stream);
    };
  }, [side, taken]);
  useEffect(() => () => (taken ? URL.revokeObjectURL(taken.url) : undefined), [taken]);

  const keep = (drawing: Promise<Blob | undefined>): void => {
    void drawing
      .catch(() => undefined)
      .then((picture) => {
        setUnreadable(picture === undefined);
        if (picture) setTaken({ picture, url: URL.createObjectURL(picture) });
      });
  };
  const snap = (): void => {
    const from = video.current;
    if (from && from.videoWidth > 0) keep(draw(from, from.videoWidth, from.videoHeight));
  };
  const read = (file: File | undefined): void => {
    if (!file) return;
    keep(createImageBitmap(file).then((bitmap) => draw(bitmap, bitmap.width, bitmap.height)));
  };
  return (
    <div class="camera" data-testid="take-picture" data-side={side} data-camera={camera}>
      <p class="strong">{pageTexts.arrival.sides[side]}</p>
      {taken ? (
        <>
          <img class="camera-view" src={taken.url} alt={pageTexts.arrival.yourPicture} />
          <p class="quiet">{pageTexts.arrival.readable}</p>
          <div class="button-row">
            <button
              type="button"
              class="button"
              aria-disabled={props.busy}
              onClick={() => !props.busy && props.onPicture(taken.picture)}
              data-testid="use-picture"
            >
              {pageTexts.arrival.usePicture}
            </button>
            <button type="button" class="button button-quiet" onClick={() => setTaken(undefined)}>
              {pageTexts.arrival.takeAgain}
            </button>
          </div>
        </>
      ) : (
        <>
          {camera !== 'none' && (
            <div class={side === 'face' ? 'camera-frame camera-face' : 'camera-frame'}>
              <video class="camera-view" ref={video} autoPlay playsInline muted />
            </div>
          )}
          {camera === 'on' && (
            <button type="button" class="button" onClick={snap} data-testid="snap">
              {pageTexts.arrival.snap}
            </button>
          )}
          {camera === 'none' && <p class="quiet">{pageTexts.arrival.noCamera}</p>}
          <label class="button button-quiet file">
            {pageTexts.arrival.otherCamera}
            <input
              type="file"
              accept="image/*"
              capture={side === 'face' ? 'user' : 'environment'}
              onChange={(event) => read(event.currentTarget.files?.[0])}
              data-testid="picture-file"
            />
          </label>
        </>
      )}
      {unreadable && (
        <p class="field-problem" role="alert">
          {pageTexts.arrival.badPicture}
        </p>
      )}
    </div>
  );
}

function stop(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

/** As a JPEG of reasonable size: without the place and time that a phone writes into its own pictures. */
async function draw(from: CanvasImageSource, width: number, height: number): Promise<Blob | undefined> {
  const size = fitInto(width, height, LONGEST_SIDE_PX);
  if (size === undefined) return undefined;
  const canvas = document.createElement('canvas');
  canvas.width = size.width;
  canvas.height = size.height;
  canvas.getContext('2d')?.drawImage(from, 0, 0, size.width, size.height);
  return new Promise((resolve) => canvas.toBlob((blob) => resolve(blob ?? undefined), 'image/jpeg', 0.85));
}
