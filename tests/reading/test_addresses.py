"""Which addresses may be opened."""

from __future__ import annotations

import pytest

from summarizer.reading.addresses import is_public


@pytest.mark.parametrize(
    "address",
    [
        "93.184.215.14",
        "8.8.8.8",
        "2001:4860:4860::8888",
        "::ffff:8.8.8.8",
        "64:ff9b::808:808",
        "2606:4700::1111",
    ],
)
def test_public(address):
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "127.8.8.8", "0.0.0.0", "0.1.2.3", "::1", "::"),
        *("10.0.0.1", "172.16.0.1", "192.168.1.1", "100.64.0.1", "fc00::1", "fd12::1", "fec0::1"),
        *("169.254.1.1", "fe80::1", "fe80::1%eth0"),
        # What clouds tell their machines: the common one, and those of single providers.
        *("169.254.169.254", "fd00:ec2::254", "100.100.100.200", "192.0.0.192", "168.63.129.16"),
        *("224.0.0.1", "255.255.255.255", "240.0.0.1", "ff02::1"),
        *("192.0.2.1", "198.51.100.1", "203.0.113.1", "2001:db8::1", "198.18.0.1", "192.88.99.1"),
        # IPv4 in the clothes of IPv6.
        *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe"),
        *("64:ff9b:1::7f00:1", "2002:7f00:1::", "2001:0:7f00:1::"),
    ],
)
def test_not_public(address):
    assert not is_public(address)


def test_what_is_no_address():
    with pytest.raises(ValueError, match="address"):
        is_public("localhost")
