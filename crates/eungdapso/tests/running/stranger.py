"""What somebody without our program does with a packet: looks through it, or alters it. Python's own library alone."""

import hashlib
import json
import shutil
import sys
import zipfile

LIST, SIGNATURE = "manifest.json", "manifest.sig"


def read(path):
    """Every name with its size and digest, once the archive was found sound and the list true."""
    with zipfile.ZipFile(path) as packet:
        assert packet.testzip() is None, packet.testzip()
        names = packet.namelist()
        assert len(set(names)) == len(names), names
        for info in packet.infolist():
            # Without the mark for UTF-8 an old reader takes a name for one in its own letters.
            assert info.filename.isascii() or info.flag_bits & 0x800, info
            assert not info.filename.startswith("/") and ".." not in info.filename, info
            assert not info.flag_bits & 0x1 and info.compress_type == zipfile.ZIP_DEFLATED, info
        listed = json.loads(packet.read(LIST).decode("utf-8"))
        assert {part["name"] for part in listed["parts"]} | {LIST, SIGNATURE} == set(names), names
        for part in listed["parts"]:
            data = packet.read(part["name"])
            assert len(data) == part["bytes"], part
            assert hashlib.sha256(data).hexdigest() == part["sha256"], part
            print(part["name"], part["what"], sep="\t")


def again(path, to, change):
    """The same archive, each part as `change` makes it; `None` leaves it out."""
    with zipfile.ZipFile(path) as packet, zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as new:
        for name in packet.namelist():
            data = change(name, packet.read(name))
            if data is not None:
                new.writestr(name, data)


def flipped(name, wanted, data):
    return data[:3] + bytes([data[3] ^ 1]) + data[4:] if name == wanted else data


def alter(how, path, to, *more):
    if how == "byte":
        again(path, to, lambda name, data: flipped(name, more[0], data))
    elif how == "raw":
        # One bit on the disk, behind the back of every checksum.
        with zipfile.ZipFile(path) as packet:
            info = packet.getinfo(more[0])
        data = bytearray(open(path, "rb").read())
        begins = info.header_offset + 30 + len(info.filename.encode())
        data[begins + info.compress_size // 2] ^= 1
        open(to, "wb").write(data)
    elif how == "remove":
        again(path, to, lambda name, data: None if name == more[0] else data)
    elif how == "add":
        shutil.copy(path, to)
        with zipfile.ZipFile(to, "a") as packet:
            packet.writestr(more[0], "나중에 넣은 글")
    elif how == "forge":
        # The attachment is another, and the list is made to fit: its digest wants a new signature.
        forged = {}
        with zipfile.ZipFile(path) as packet:
            listed = json.loads(packet.read(LIST))
        for part in listed["parts"]:
            if part["name"] == more[0]:
                forged[more[0]] = "바꿔 넣은 글".encode()
                part["bytes"] = len(forged[more[0]])
                part["sha256"] = hashlib.sha256(forged[more[0]]).hexdigest()
        forged[LIST] = json.dumps(listed, ensure_ascii=False).encode()
        again(path, to, lambda name, data: forged.get(name, data))
        print(hashlib.sha256(forged[LIST]).hexdigest())
    elif how == "sign":
        again(path, to, lambda name, data: more[0].encode() if name == SIGNATURE else data)
    elif how == "digest":
        with zipfile.ZipFile(path) as packet:
            print(hashlib.sha256(packet.read(LIST)).hexdigest())


if sys.argv[1] == "read":
    read(sys.argv[2])
else:
    alter(*sys.argv[1:])
